package dev.muster.worker.webhook.fanout;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/// What the fan-out has done since the start.
public final class FanoutCounters {
  final LongAdder results = new LongAdder();
  final LongAdder deliveries = new LongAdder();
  final LongAdder unreadable = new LongAdder();
  final LongAdder fenced = new LongAdder();
  final LongAdder gaps = new LongAdder();

  public FanoutCounters(MeterRegistry registry) {
    show(registry, "muster.webhook.fanout.results", results, "Results read by the fan-out");
    show(registry, "muster.webhook.fanout.deliveries", deliveries, "Deliveries made of results");
    show(registry, "muster.webhook.fanout.unreadable", unreadable, "Results that were none");
    show(registry, "muster.webhook.fanout.gaps", gaps, "Times that results were missing");
  }

  private static void show(
      MeterRegistry registry, String name, LongAdder counter, String description) {
    FunctionCounter.builder(name, counter, LongAdder::sum)
        .description(description)
        .register(registry);
  }

  /// Results read.
  public long results() {
    return results.sum();
  }

  /// Deliveries made of them.
  public long deliveries() {
    return deliveries.sum();
  }

  /// Results that were none.
  public long unreadable() {
    return unreadable.sum();
  }

  /// Times that somebody else had moved a partition.
  public long fenced() {
    return fenced.sum();
  }

  /// Times that the log did not have the next result any more.
  public long gaps() {
    return gaps.sum();
  }
}
