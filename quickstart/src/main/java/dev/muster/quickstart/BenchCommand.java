package dev.muster.quickstart;

import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.BenchReport;
import dev.muster.quickstart.bench.BenchRun;
import dev.muster.quickstart.bench.Scenario;
import dev.muster.quickstart.bench.Scenarios;
import dev.muster.quickstart.system.UserErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// `./muster bench`: Muster and what would be used instead, side by side.
@Command(
    name = "bench",
    description = "Measure Muster against other designs in one run on this machine.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every bar is met", "1:a bar is missed, or it could not be measured"})
final class BenchCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "what to measure; everything unless given. --list says what there is")
  private List<String> names = new ArrayList<>();

  @Option(names = "--list", description = "say what can be measured, and do nothing else")
  private boolean list;

  @Option(names = "--json", paramLabel = "FILE", description = "write every value as JSON too")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (list) {
      for (Scenario scenario : Scenarios.ALL) {
        System.out.println("%-10s %s".formatted(scenario.name(), scenario.purpose()));
      }
      return 0;
    }
    requireWritable(json);
    List<Scenario> chosen = Scenarios.named(names);
    BenchReport report;
    Consumer<String> told = System.out::println;
    try (var bench = new Bench(told)) {
      Thread hook = Thread.ofPlatform().name("stop").unstarted(bench::close);
      Runtime.getRuntime().addShutdownHook(hook);
      report = BenchRun.of(chosen, bench, told);
      Runtime.getRuntime().removeShutdownHook(hook);
    }
    if (json != null) {
      JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(json, report);
    }
    return report.met() ? 0 : Muster.EXIT_FAILED;
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
