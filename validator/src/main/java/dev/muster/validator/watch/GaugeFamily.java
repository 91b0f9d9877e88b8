package dev.muster.validator.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;

/// Gauges of one name that show what was read last, and vanish when it can no longer be read: an
/// old value would look like a system that stands still, and an alert on absence could not fire.
///
/// A gauge that stays is never taken away for a moment, or a scrape in that moment would end an
/// alert that is pending.
public final class GaugeFamily {
  private final MeterRegistry registry;
  private final String name;
  private final String description;
  private final Map<Tags, Gauge> shown = new HashMap<>();
  private volatile Map<Tags, Double> values = Map.of();

  public GaugeFamily(MeterRegistry registry, String name, String description) {
    this.registry = registry;
    this.name = name;
    this.description = description;
  }

  /// Shows these and no others.
  public synchronized void show(Map<Tags, Double> now) {
    values = Map.copyOf(now);
    shown
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !now.containsKey(entry.getKey());
              if (gone) {
                registry.remove(entry.getValue());
              }
              return gone;
            });
    now.keySet().forEach(tags -> shown.computeIfAbsent(tags, this::register));
  }

  /// Shows one without tags.
  public void show(double value) {
    show(Map.of(Tags.empty(), value));
  }

  /// Shows a count without tags; exact up to 2^53.
  public void show(long count) {
    show((double) count);
  }

  /// Shows nothing.
  public void vanish() {
    show(Map.of());
  }

  private Gauge register(Tags tags) {
    return Gauge.builder(name, this, family -> family.values.getOrDefault(tags, Double.NaN))
        .description(description)
        .tags(tags)
        .register(registry);
  }
}
