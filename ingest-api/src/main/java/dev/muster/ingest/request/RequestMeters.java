package dev.muster.ingest.request;

import dev.muster.schemas.command.CommandType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts what became of the requests that were sent, each request of a batch by itself, and times
/// the way to the broker's acknowledgement.
public final class RequestMeters {
  private static final String UNKNOWN = "UNKNOWN";

  /// What became of a request.
  public enum Outcome {
    /// It is on the log.
    ACCEPTED,
    /// A repeat of one that is on the log.
    DUPLICATE,
    /// Refused before the log: malformed, too large, or under the key of another one.
    INVALID,
    /// The log did not acknowledge it, or there was no room for it.
    UNAVAILABLE,
    /// A defect.
    FAILED
  }

  private final Map<CommandType, Map<Outcome, Counter>> byType = new EnumMap<>(CommandType.class);
  private final Map<Outcome, Counter> untyped;
  private final Timer accept;

  public RequestMeters(MeterRegistry registry) {
    for (CommandType type : CommandType.values()) {
      byType.put(type, counters(registry, type.name()));
    }
    untyped = counters(registry, UNKNOWN);
    accept =
        Timer.builder("muster.accept")
            .description("From a readable request to the brokers' acknowledgement")
            .serviceLevelObjectives(
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                Duration.ofMillis(25),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofMillis(2_500),
                Duration.ofSeconds(5))
            .register(registry);
  }

  /// Counts one request.
  ///
  /// @param type null if the request could not be read
  public void count(@Nullable CommandType type, Outcome outcome) {
    Counter counter = (type == null ? untyped : byType.getOrDefault(type, untyped)).get(outcome);
    if (counter != null) {
      counter.increment();
    }
  }

  /// Counts an accepted request, and how long it took.
  void accepted(CommandType type, long nanos) {
    count(type, Outcome.ACCEPTED);
    accept.record(Duration.ofNanos(nanos));
  }

  private static Map<Outcome, Counter> counters(MeterRegistry registry, String type) {
    Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counters.put(
          outcome,
          Counter.builder("muster.requests")
              .description("Requests by what became of them")
              .tag("type", type)
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    return counters;
  }
}
