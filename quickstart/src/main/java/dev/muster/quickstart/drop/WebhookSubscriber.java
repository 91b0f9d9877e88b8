package dev.muster.quickstart.drop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.StatusCodec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who has the drop's outcomes sent to them. Keeps what each event said under its
/// `webhook-id`, which is what makes a repeat harmless.
final class WebhookSubscriber implements WebhookReceiver.Mail {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration STEP = Duration.ofMillis(50);

  /// Nothing new for so long means that nothing more will come.
  private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

  private final Map<String, Result> events = new ConcurrentHashMap<>();
  private final AtomicLong lastNews = new AtomicLong(System.nanoTime());
  private final LongAdder contradictions = new LongAdder();
  private final LongAdder unreadable = new LongAdder();

  @Override
  public void delivered(String webhookId, byte[] body) {
    try {
      JsonNode data = JSON.readTree(body).get("data");
      Result result = StatusCodec.decode(data.toString().getBytes(UTF_8));
      Result before = events.putIfAbsent(webhookId, result);
      if (before == null) {
        lastNews.set(System.nanoTime());
      } else if (!before.equals(result)) {
        contradictions.increment();
      }
    } catch (MalformedJsonException | RuntimeException e) {
      unreadable.increment();
    }
  }

  /// Distinct events so far.
  int events() {
    return events.size();
  }

  /// Returns when so many distinct events have come, or none has for a minute.
  void await(int count) {
    while (events.size() < count && System.nanoTime() - lastNews.get() < SILENCE_MAX.toNanos()) {
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  /// Holds what came against what is in the database.
  ///
  /// @param expected the requests whose outcomes are events of this subscriber
  /// @param unsigned deliveries whose signature did not hold
  List<Finding> judge(Set<UUID> expected, Map<UUID, Result> decisions, long unsigned) {
    Set<UUID> told = new HashSet<>();
    long untrue = contradictions.sum();
    for (Result event : events.values()) {
      UUID request = event.header().requestId();
      told.add(request);
      if (!event.equals(decisions.get(request))) {
        untrue++;
      }
    }
    long missing = expected.stream().filter(id -> !told.contains(id)).count();
    long strange = told.stream().filter(id -> !expected.contains(id)).count();
    return List.of(
        new Finding(
            "drop-webhook-signed",
            unsigned + unreadable.sum(),
            "the published library verified the signature of every webhook"),
        new Finding(
            "drop-webhook-once",
            missing + strange + (events.size() - told.size()),
            "every outcome came as exactly one event, repeats of its id not counted"),
        new Finding("drop-webhook-true", untrue, "every event says what the database holds"));
  }
}
