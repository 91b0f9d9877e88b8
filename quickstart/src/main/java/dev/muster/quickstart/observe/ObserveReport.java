package dev.muster.quickstart.observe;

import java.util.List;

/// What an operator would see.
///
/// @param shown every query of every panel
/// @param problems of dashboards and rules, beyond panels that show nothing
public record ObserveReport(List<Shown> shown, List<String> problems) {
  private static final String LINE = "%-14s %-30s %6s  %s%n";

  public ObserveReport {
    shown = List.copyOf(shown);
    problems = List.copyOf(problems);
  }

  /// Whether every panel shows something and nothing is named that does not exist.
  public boolean holds() {
    return problems.isEmpty() && shown.stream().allMatch(Shown::holds);
  }

  /// The table, what is wrong, and the verdict, for people to read.
  public String text() {
    var text = new StringBuilder(LINE.formatted("dashboard", "panel", "series", "verdict"));
    for (Shown each : shown) {
      Panel panel = each.panel();
      text.append(LINE.formatted(panel.dashboard(), panel.title(), each.series(), each.verdict()));
      if (!each.holds()) {
        text.append("    ").append(panel.expression()).append('\n');
      }
    }
    problems.forEach(problem -> text.append(problem).append('\n'));
    return text.append(holds() ? "PASS" : "FAIL").toString();
  }
}
