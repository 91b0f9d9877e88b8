package dev.muster.quickstart;

import dev.muster.quickstart.drop.Progress;
import dev.muster.quickstart.rehearse.Plan;
import dev.muster.quickstart.rehearse.PlanFile;
import dev.muster.quickstart.rehearse.Rehearsal;
import dev.muster.quickstart.rehearse.RehearsalReport;
import dev.muster.quickstart.rehearse.RehearsedSystem;
import dev.muster.quickstart.rehearse.Target;
import dev.muster.quickstart.system.ChildDiedException;
import dev.muster.quickstart.system.NotReadyException;
import dev.muster.quickstart.system.UserErrorException;
import dev.muster.validator.CheckFailedException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `./muster rehearse`: an open-loop load and faults in the midst of it, then the judge.
@Command(
    name = "rehearse",
    description = {
      "Put a load on a fresh local system that does not slow down when the system does, break",
      "things in the midst of it, and judge what came of it; or on a deployment, without faults."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:PASS",
      "1:FAIL: something was found, or a fault had no effect",
      "2:it could not be rehearsed"
    })
final class RehearseCommand implements Callable<Integer> {
  private static final int EXIT_NOT_RUN = 2;

  @SuppressWarnings("NullAway.Init") // picocli sets it before call().
  @Spec
  private CommandSpec spec;

  @Option(names = "--plan", paramLabel = "FILE", description = "what to rehearse, as YAML")
  private @Nullable Path plan;

  @Option(names = "--print-plan", description = "print the default plan, and do nothing else")
  private boolean printPlan;

  @Option(names = "--no-faults", description = "leave the plan's faults out")
  private boolean noFaults;

  @Option(
      names = "--strict-target",
      description = "fail if the generator could not keep the plan (TARGET MISSED)")
  private boolean strictTarget;

  @Option(names = "--json", paramLabel = "FILE", description = "write the report as JSON too")
  private @Nullable Path json;

  @Option(
      names = {"--keep", "--keep-data"},
      description = "keep the data and the logs, and say where they are")
  private boolean keep;

  @Option(
      names = "--url",
      description = "rehearse the deployment whose API is there; for load alone, without faults")
  private @Nullable URI url;

  @Option(names = "--db", description = "with --url: its database, for check and replay")
  private @Nullable String database;

  @Option(
      names = "--user",
      description = "role to ask its database as (${DEFAULT-VALUE})",
      defaultValue = "muster_validator")
  private String user = "muster_validator";

  @Option(
      names = "--password",
      interactive = true,
      arity = "0..1",
      defaultValue = "${env:PGPASSWORD}",
      description = "its password; asked for when given without a value. Or set PGPASSWORD.")
  private @Nullable String password;

  @Option(names = "--bootstrap-servers", description = "with --url: its log, for replay")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "further settings of the Kafka clients that read its log")
  private @Nullable Path kafkaConfig;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (printPlan) {
      spec.commandLine().getOut().print(PlanFile.defaultText());
      spec.commandLine().getOut().flush();
      return 0;
    }
    try {
      requireWritable(json);
      Plan chosen = plan();
      return url == null ? rehearseHere(chosen) : rehearseThere(url, chosen);
    } catch (UserErrorException | CheckFailedException | ChildDiedException | NotReadyException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("muster rehearse: " + e.getMessage());
      err.flush();
      return EXIT_NOT_RUN;
    }
  }

  private Plan plan() {
    Plan chosen =
        plan == null
            ? PlanFile.parse("the default plan", PlanFile.defaultText())
            : PlanFile.read(plan);
    if (url == null && (database != null || bootstrapServers != null || kafkaConfig != null)) {
      throw new UserErrorException("--db, --bootstrap-servers and --kafka-config go with --url");
    }
    // The default plan's faults are nobody's wish.
    boolean withoutFaults = noFaults || (url != null && plan == null);
    if (url != null && !withoutFaults && !chosen.faults().isEmpty()) {
      throw new UserErrorException(
          "the plan has faults, which only a local system can take: add --no-faults");
    }
    return withoutFaults ? chosen.withoutFaults() : chosen;
  }

  private int rehearseHere(Plan chosen) throws IOException {
    Path directory = Files.createTempDirectory("muster-rehearse-");
    RehearsedSystem rehearsed = RehearsedSystem.in(directory);
    Runnable cleanUp =
        () -> {
          rehearsed.close();
          Leftovers.cleanUp(directory, keep);
        };
    return new SystemRun(rehearsed.system(), cleanUp)
        .run(
            system -> {
              system.start(System.out::println);
              try {
                return rehearse(chosen, rehearsed.target());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Muster.EXIT_FAILED;
              }
            });
  }

  private int rehearseThere(URI api, Plan chosen) throws InterruptedException {
    if (api.getHost() == null || api.getPort() < 0 || !"http".equals(api.getScheme())) {
      throw new UserErrorException("--url must be like http://HOST:PORT");
    }
    List<String> where = new ArrayList<>();
    if (database != null) {
      where.addAll(List.of("--db", database, "--user", user));
      if (password != null) {
        where.add("--password=" + password);
      }
    }
    var target = new Target(api, where, bootstrapServers, kafkaConfig, null, () -> {});
    target.requireServing();
    return rehearse(chosen, target);
  }

  private int rehearse(Plan chosen, Target target) throws InterruptedException {
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    var progress = new Progress(System.out, terminal);
    RehearsalReport report = new Rehearsal(chosen, target, progress, strictTarget).run();
    if (keep || url != null) {
      System.out.println("the hot tournament: ./muster report " + report.hotTournament());
    }
    if (json != null) {
      JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(json, report);
    }
    return report.reasons().isEmpty() ? 0 : Muster.EXIT_FAILED;
  }

  /// Minutes of work are not lost to a typing mistake.
  private static void requireWritable(@Nullable Path file) {
    if (file != null) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || !Files.isWritable(folder) || Files.isDirectory(file)) {
        throw new UserErrorException("cannot write the report to " + file);
      }
    }
  }
}
