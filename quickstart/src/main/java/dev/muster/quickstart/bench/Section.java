package dev.muster.quickstart.bench;

import java.util.List;

/// What came of one scenario.
///
/// @param name of the scenario
/// @param conditions under which it was measured, a sentence each: rounds, warm-up, sizes
/// @param series what was measured
/// @param bars what some of it is held to
public record Section(String name, List<String> conditions, List<Series> series, List<Bar> bars) {
  /// Copies the lists.
  public Section {
    conditions = List.copyOf(conditions);
    series = List.copyOf(series);
    bars = List.copyOf(bars);
  }
}
