package dev.muster.worker.webhook.dispatch;

import dev.muster.worker.webhook.http.Outcome;
import dev.muster.worker.webhook.http.Reply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What the dispatcher has done since the start.
public final class DispatchCounters {
  private static final List<String> RESULTS =
      List.of(
          "2xx", "3xx", "4xx", "410", "429", "5xx", "timeout", "dns", "tls", "blocked", "refused",
          "other");

  private final MeterRegistry registry;
  private final Timer attempt;
  private final Timer firstAttempt;
  private final Map<Outcome, LongAdder> attempts = new EnumMap<>(Outcome.class);
  private final LongAdder inFlight = new LongAdder();
  final LongAdder delivered = new LongAdder();
  final LongAdder exhausted = new LongAdder();
  final LongAdder overtaken = new LongAdder();
  final LongAdder disabled = new LongAdder();

  public DispatchCounters(MeterRegistry registry) {
    this.registry = registry;
    for (Outcome outcome : Outcome.values()) {
      attempts.put(outcome, new LongAdder());
    }
    for (String result : RESULTS) {
      var _ = counter(result, true);
      var _ = counter(result, false);
    }
    attempt =
        Timer.builder("muster.webhook.attempt")
            .description("POSTs to webhook endpoints")
            .serviceLevelObjectives(seconds(0.01, 0.05, 0.1, 0.5, 1, 5, 15))
            .register(registry);
    firstAttempt =
        Timer.builder("muster.webhook.first.attempt")
            .description("From a decision to the end of the first attempt to deliver it")
            .serviceLevelObjectives(seconds(1, 5, 30, 60, 300))
            .register(registry);
    Gauge.builder("muster.webhook.in.flight", inFlight, LongAdder::sum)
        .description("POSTs under way")
        .register(registry);
    show("delivered", delivered);
    show("exhausted", exhausted);
    FunctionCounter.builder("muster.webhook.endpoints.disabled", disabled, LongAdder::sum)
        .description("Endpoints disabled by this process")
        .register(registry);
  }

  void begun() {
    inFlight.increment();
  }

  void ended() {
    inFlight.decrement();
  }

  /// Counts an attempt that was really made.
  void attempted(Message message, Reply reply, Duration sinceDecision) {
    LongAdder outcome = attempts.get(reply.outcome());
    if (outcome != null) {
      outcome.increment();
    }
    boolean first = message.attempts() == 0;
    counter(result(reply), first).increment();
    attempt.record(Duration.ofMillis(reply.durationMs()));
    if (first) {
      firstAttempt.record(sinceDecision.isNegative() ? Duration.ZERO : sinceDecision);
    }
  }

  /// POSTs that ended so.
  public long attempts(Outcome outcome) {
    LongAdder counter = attempts.get(outcome);
    return counter == null ? 0 : counter.sum();
  }

  /// Deliveries that got through.
  public long delivered() {
    return delivered.sum();
  }

  /// Deliveries given up at the end of their schedule.
  public long exhausted() {
    return exhausted.sum();
  }

  /// Attempts whose delivery was in other hands when they were written down.
  public long overtaken() {
    return overtaken.sum();
  }

  /// Endpoints disabled.
  public long disabled() {
    return disabled.sum();
  }

  private Counter counter(String result, boolean first) {
    return Counter.builder("muster.webhook.attempts")
        .description("POSTs to webhook endpoints by what came of them")
        .tag("result", result)
        .tag("retry", first ? "first" : "later")
        .register(registry);
  }

  private void show(String end, LongAdder adder) {
    FunctionCounter.builder("muster.webhook.deliveries", adder, LongAdder::sum)
        .description("Deliveries that ended")
        .tag("end", end)
        .register(registry);
  }

  private static String result(Reply reply) {
    return switch (reply.outcome()) {
      case SUCCESS -> "2xx";
      case HTTP_STATUS -> status(reply.statusCode() == null ? 0 : reply.statusCode());
      case TIMEOUT -> "timeout";
      case DNS -> "dns";
      case TLS -> "tls";
      case BLOCKED -> "blocked";
      case CONNECT -> "refused";
      case CONNECTION_LOST, PROTOCOL, INVALID -> "other";
    };
  }

  private static String status(int status) {
    return switch (status) {
      case 410, 429 -> Integer.toString(status);
      default -> status >= 300 && status < 600 ? status / 100 + "xx" : "other";
    };
  }

  private static Duration[] seconds(double... seconds) {
    Duration[] durations = new Duration[seconds.length];
    for (int i = 0; i < seconds.length; i++) {
      durations[i] = Duration.ofMillis(Math.round(seconds[i] * 1_000));
    }
    return durations;
  }
}
