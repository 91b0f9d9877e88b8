package dev.muster.worker.intake;

import dev.muster.worker.store.Guard;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What is counted of the partitions: who holds them, how far they are, and what went wrong on the
/// way.
public final class IntakeMeters {
  /// Why a batch was not committed at the first attempt.
  enum Failure {
    /// The database or the connection to it failed.
    TRANSIENT,
    /// A named guard of the database was hit.
    GUARD,
    /// The database refused the data.
    DATA,
    /// A defect of this code.
    DEFECT
  }

  private final MeterRegistry registry;
  private final Clock clock;
  private final Counter fenced;
  private final Counter redecided;
  private final Counter parked;
  private final MultiGauge nextOffsets;
  private final MultiGauge epochs;
  private final MultiGauge lags;
  private volatile List<LaneProgress> held = List.of();

  public IntakeMeters(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    this.fenced =
        counter("muster.fence.misses", "Batches that found their partition moved by somebody else");
    this.redecided =
        counter("muster.redecides", "Batches that were loaded and decided a second time");
    this.parked = counter("muster.partitions.parked", "Partitions parked by this process");
    this.nextOffsets =
        MultiGauge.builder("muster.partition.next.offset")
            .description("Every command below it is decided")
            .register(registry);
    this.epochs =
        MultiGauge.builder("muster.partition.epoch")
            .description("Number of the claim that the partition is held by")
            .register(registry);
    this.lags =
        MultiGauge.builder("muster.partition.lag.records")
            .description("Commands on the log that are not decided yet")
            .register(registry);
    Gauge.builder("muster.partitions.held", this, meters -> meters.held.size())
        .description("Partitions that this process works on")
        .register(registry);
    Gauge.builder("muster.oldest.undecided.seconds", this, IntakeMeters::oldestUndecidedSeconds)
        .description("Age of the oldest command in hand, by the broker's clock; 0 without any")
        .register(registry);
    for (Failure failure : Failure.values()) {
      var _ = failures(failure);
    }
    for (Guard guard : Guard.values()) {
      var _ = hits(guard);
    }
  }

  /// These lanes run from here on, and no others.
  void hold(Collection<LaneProgress> lanes) {
    held = List.copyOf(lanes);
    show(nextOffsets, LaneProgress::decidedOffset);
    show(epochs, LaneProgress::epoch);
    show(lags, LaneProgress::lag);
  }

  void claimed(String topic) {
    Counter.builder("muster.partition.claims")
        .description("Claims of partitions: each is a new epoch")
        .tag("topic", topic)
        .register(registry)
        .increment();
  }

  void fenced() {
    fenced.increment();
  }

  void failed(Failure failure) {
    failures(failure).increment();
  }

  void guardHit(Guard guard) {
    failed(Failure.GUARD);
    hits(guard).increment();
  }

  void redecided() {
    redecided.increment();
  }

  void parked() {
    parked.increment();
  }

  private void show(MultiGauge gauge, ToDoubleFunction<LaneProgress> value) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (LaneProgress lane : held) {
      Tags tags =
          Tags.of(
              "topic",
              lane.partition().topic(),
              "partition",
              Integer.toString(lane.partition().partition()));
      rows.add(MultiGauge.Row.of(tags, lane, value));
    }
    gauge.register(rows, true);
  }

  private double oldestUndecidedSeconds() {
    long oldest = Long.MAX_VALUE;
    for (LaneProgress lane : held) {
      oldest = Math.min(oldest, lane.oldestUndecidedMillis());
    }
    return oldest == Long.MAX_VALUE ? 0 : Math.max(0, clock.millis() - oldest) / 1000.0;
  }

  private Counter failures(Failure failure) {
    return Counter.builder("muster.batch.failures")
        .description("Batches that were rolled back")
        .tag("kind", failure.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private Counter hits(Guard guard) {
    return Counter.builder("muster.guard.hits")
        .description("Changes that a named guard of the database refused")
        .tag("constraint", guard.constraint())
        .register(registry);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }
}
