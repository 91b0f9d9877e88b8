package dev.muster.validator.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/// What is shown.
final class Gauges {
  final MeterRegistry registry = new SimpleMeterRegistry();

  /// @throws AssertionError if there is none, or several
  double value(String name, String... tags) {
    var found = registry.find(name).tags(tags).gauges();
    if (found.size() != 1) {
      throw new AssertionError(name + " is shown " + found.size() + " times");
    }
    return found.stream().mapToDouble(Gauge::value).sum();
  }

  boolean shown(String name) {
    return !registry.find(name).gauges().isEmpty();
  }
}
