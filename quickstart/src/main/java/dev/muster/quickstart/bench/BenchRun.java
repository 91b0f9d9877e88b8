package dev.muster.quickstart.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// One run of some scenarios, told as it goes.
public final class BenchRun {
  private BenchRun() {}

  /// Measures one scenario after the other and tells what came of each, and the bars at the end.
  public static BenchReport of(List<Scenario> scenarios, Bench bench, Consumer<String> told)
      throws IOException, InterruptedException {
    List<Section> sections = new ArrayList<>();
    Map<String, String> settings = machine();
    settings.forEach((name, value) -> told.accept(name + ": " + value));
    for (Scenario scenario : scenarios) {
      told.accept("%n%s: %s".formatted(scenario.name(), scenario.purpose()));
      for (Section section : scenario.run(bench)) {
        told.accept(BenchReport.text(section));
        sections.add(section);
      }
      settings.putAll(bench.storeSettings());
    }
    var report = new BenchReport(settings, sections);
    bench.storeSettings().forEach((name, value) -> told.accept(name + ": " + value));
    told.accept(report.verdict());
    return report;
  }

  private static Map<String, String> machine() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    settings.put("Java", Runtime.version().toString());
    settings.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return settings;
  }
}
