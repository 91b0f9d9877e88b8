package dev.muster.ingest.outcome;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// What is counted of polling and waiting.
public final class StatusMeters {
  private StatusMeters() {}

  /// Has them counted in the registry.
  public static void register(
      MeterRegistry registry, StatusReads reads, Outcomes outcomes, ResultSource results) {
    FunctionCounter.builder("muster.status.database.reads", reads, StatusReads::decisionReads)
        .description("Statements that looked for outcomes on behalf of callers")
        .register(registry);
    FunctionCounter.builder("muster.progress.database.reads", reads, StatusReads::progressReads)
        .description("Statements that asked how far the partitions are decided")
        .register(registry);
    Gauge.builder("muster.longpoll.waiting", outcomes, Outcomes::waiting)
        .description("Callers who wait for an outcome")
        .register(registry);
    Gauge.builder("muster.results.feed.live", results, source -> source.live() ? 1 : 0)
        .description("Whether results are heard without a gap")
        .register(registry);
  }
}
