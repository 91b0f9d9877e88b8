package dev.muster.validator.replay;

import dev.muster.validator.CheckFailedException;
import dev.muster.validator.Deployment;
import dev.muster.validator.DeploymentOptions;
import dev.muster.validator.LocalDeployment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `replay`: exit 0 when the database is what the log comes to, 1 on a difference, 2 when there is
/// no verdict.
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Decides the command log again, from its first record, and compares every decision, seat,",
      "wallet and ledger row with the database. The system may go on meanwhile."
    },
    exitCodeOnExecutionException = ReplayCommand.NO_VERDICT,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the database is what the log comes to",
      "1:a difference was found",
      "2:log or database could not be read"
    })
public final class ReplayCommand implements Callable<Integer> {
  static final int HOLDS = 0;
  static final int FOUND = 1;
  static final int NO_VERDICT = 2;

  @SuppressWarnings("NullAway.Init") // picocli sets it before call().
  @Spec
  private CommandSpec spec;

  @Mixin private DeploymentOptions where = new DeploymentOptions();

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Where the log is; comma-separated.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "Further settings of the Kafka client, as a properties file.")
  private @Nullable Path kafkaConfig;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the report as JSON too.")
  private @Nullable Path json;

  @Option(
      names = "--timeout-seconds",
      defaultValue = "3600",
      description = "Longest time for one statement (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  private final LocalDeployment local;

  /// @param local where to look when the command line does not say what to replay
  public ReplayCommand(LocalDeployment local) {
    this.local = local;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (Deployment deployment = where.open(local, bootstrapServers, true);
        Connection connection = where.connect(deployment)) {
      var replay =
          new Replay(
              connection,
              DeploymentOptions.kafka(deployment, kafkaConfig),
              Duration.ofSeconds(timeoutSeconds),
              commands -> err.printf("%,d commands decided again%n", commands));
      ReplayReport report = replay.run();
      err.flush();
      ReplayText.print(report, out);
      if (json != null) {
        Files.write(json, ReplayJson.bytes(report));
      }
      return report.holds() ? HOLDS : FOUND;
    } catch (CheckFailedException e) {
      return noVerdict(String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      return noVerdict("could not let go of the database: " + e.getMessage());
    } catch (IOException e) {
      return noVerdict("could not write " + json + ": " + e.getMessage());
    }
  }

  private int noVerdict(String why) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("muster replay: " + why);
    err.flush();
    return NO_VERDICT;
  }
}
