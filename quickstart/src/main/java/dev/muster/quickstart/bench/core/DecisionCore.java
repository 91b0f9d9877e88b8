package dev.muster.quickstart.bench.core;

import dev.muster.quickstart.bench.Bar;
import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.Scenario;
import dev.muster.quickstart.bench.Section;
import dev.muster.quickstart.bench.Series;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// How many commands one core decides when nothing else has to be done.
public final class DecisionCore implements Scenario {
  private static final double COMMANDS_PER_SECOND_MIN = 2_000_000;
  private static final int ROUNDS = 3;
  private static final TimeValue WARM_UP = TimeValue.milliseconds(700);
  private static final TimeValue MEASURED = TimeValue.milliseconds(500);

  @Override
  public String name() {
    return "core";
  }

  @Override
  public String purpose() {
    return "the decision core alone, on one core";
  }

  @Override
  public List<Section> run(Bench bench) {
    bench.progress("by JMH: %d forks of each benchmark".formatted(ROUNDS));
    Map<String, Series> series = measure();
    return List.of(
        new Section(
            purpose(),
            List.of(
                ROUNDS + " rounds, a fork of JMH each; batches of " + Workload.BATCH,
                "2 x 0.7 s of warm-up, then 3 x 0.5 s; the heap of the worker, serial collector",
                "decide: from decoded entries to all changes of the batch, without JSON and SQL",
                "footprint (of the spread batches): what the batch must lock and load",
                "decodeCommand: record to entry; encodeResult: result to document"),
            List.copyOf(series.values()),
            List.of(bar(series, Workload.HOT), bar(series, Workload.REFUSED))));
  }

  private static Bar bar(Map<String, Series> series, Workload workload) {
    String name = "decide, " + lower(workload.name());
    Series found = series.get(name);
    if (found == null) {
      throw new IllegalStateException(name + " was not measured");
    }
    return Bar.atLeast(COMMANDS_PER_SECOND_MIN, "core, " + name + ", commands/s", found);
  }

  private static Map<String, Series> measure() {
    Options options =
        new OptionsBuilder()
            .include(DecideBenchmark.class.getName())
            .include(CodecBenchmark.class.getName())
            .forks(ROUNDS)
            .warmupIterations(2)
            .warmupTime(WARM_UP)
            .measurementIterations(3)
            .measurementTime(MEASURED)
            .threads(1)
            .jvmArgs("-Xmx256m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      return series(new Runner(options).run());
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH did not measure the core", e);
    }
  }

  private static Map<String, Series> series(Collection<RunResult> runs) {
    Map<String, Series> series = new TreeMap<>();
    for (RunResult run : runs) {
      String benchmark = run.getParams().getBenchmark();
      String name = benchmark.substring(benchmark.lastIndexOf('.') + 1);
      String workload = run.getParams().getParam("workload");
      List<Double> values =
          run.getBenchmarkResults().stream()
              .map(fork -> fork.getPrimaryResult().getScore())
              .toList();
      String contender = workload == null ? name : name + ", " + lower(workload);
      series.put(contender, new Series(contender, "commands/s", values));
    }
    return series;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
