package dev.muster.worker;

import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RequestStatus;
import dev.muster.schemas.result.Result;
import dev.muster.worker.decision.CommandBatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Measures batches: their size, the time of each stage, what was decided, and how long each
/// command waited for that.
public final class BatchMeters implements BatchStages {
  private static final String NONE = "none";

  /// How long the stages of a batch take, which is a matter of milliseconds.
  private static final Duration[] STAGE_OBJECTIVES = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  /// How long a client waits.
  private static final Duration[] LATENCY_OBJECTIVES = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private record Decision(String type, String status, String reason) {}

  private record Measures(Counter count, Timer latency) {}

  private final MeterRegistry registry;
  private final Clock clock;
  private final DistributionSummary size;
  private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
  private final Timer publish;
  private final ConcurrentHashMap<Decision, Measures> decisions = new ConcurrentHashMap<>();
  private final ThreadLocal<Long> reachedNanos = ThreadLocal.withInitial(System::nanoTime);

  public BatchMeters(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    this.size =
        DistributionSummary.builder("muster.batch.size")
            .description("Commands decided in one transaction")
            .serviceLevelObjectives(1, 10, 50, 100, 250, 500, 1_000)
            .register(registry);
    stages.put(Stage.FENCED, stage("fence"));
    stages.put(Stage.LOADED, stage("load"));
    stages.put(Stage.DECIDED, stage("decide"));
    stages.put(Stage.APPLIED, stage("apply"));
    stages.put(Stage.COMMITTED, stage("commit"));
    this.publish = stage("publish");
    // A counter that appears with its first event has nothing to rise from: the first batch would
    // be in no rate.
    for (CommandType type : CommandType.values()) {
      var _ = measures(new Decision(type.name(), success(type).name(), NONE));
      var _ = latency(type.name(), RequestStatus.REJECTED.name());
    }
  }

  @Override
  public void reached(Stage stage, CommandBatch batch) {
    long now = System.nanoTime();
    Timer timer = stages.get(stage);
    if (timer != null) {
      timer.record(now - reachedNanos.get(), TimeUnit.NANOSECONDS);
    }
    reachedNanos.set(now);
    if (Span.current().isRecording()) {
      Span.current().addEvent(stage.name().toLowerCase(Locale.ROOT));
    }
    if (stage == Stage.COMMITTED) {
      size.record(batch.entries().size());
    }
  }

  /// Counts what was committed a moment ago.
  public void decided(List<Result> results) {
    Instant now = clock.instant();
    for (Result result : results) {
      Measures measures = measures(result);
      measures.count().increment();
      // The broker's clock and this one may differ.
      Duration waited = Duration.between(result.header().submittedAt(), now);
      measures.latency().record(waited.isNegative() ? Duration.ZERO : waited);
    }
  }

  /// All results of a batch are on the log, so long after they were handed over.
  public void published(long nanos) {
    publish.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Measures measures(Result result) {
    var type = result.header().type();
    var decision =
        new Decision(
            type == null ? "UNKNOWN" : type.name(),
            result.status().name(),
            result instanceof Rejected rejected ? rejected.reason().name() : NONE);
    return measures(decision);
  }

  private Measures measures(Decision decision) {
    return decisions.computeIfAbsent(decision, this::register);
  }

  private static RequestStatus success(CommandType type) {
    return switch (type) {
      case ENROLL -> RequestStatus.ENROLLED;
      case UNENROLL -> RequestStatus.UNENROLLED;
      case DEFINE_TOURNAMENT, CANCEL_TOURNAMENT, REGISTER_PLAYER, GRANT_CREDITS ->
          RequestStatus.ACCEPTED;
    };
  }

  private Measures register(Decision decision) {
    Counter count =
        Counter.builder("muster.decisions")
            .description("Commands decided")
            .tag("type", decision.type())
            .tag("status", decision.status())
            .tag("reason", decision.reason())
            .register(registry);
    return new Measures(count, latency(decision.type(), decision.status()));
  }

  private Timer latency(String type, String status) {
    return Timer.builder("muster.decision.latency")
        .description("From the broker's append of a command to the commit of its decision")
        .tag("type", type)
        .tag("status", status)
        .serviceLevelObjectives(LATENCY_OBJECTIVES)
        .register(registry);
  }

  private Timer stage(String name) {
    return Timer.builder("muster.batch.stage")
        .description("Stages of a batch")
        .tag("stage", name)
        .serviceLevelObjectives(STAGE_OBJECTIVES)
        .register(registry);
  }
}
