package dev.muster.quickstart.drop;

import dev.muster.quickstart.drop.WebhookEndpoints.Created;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A backlog of events that was sent to an endpoint, each of them at least once.
///
/// @param events distinct events
/// @param perSecond from the resumption of the endpoint to its last event
public record Drained(long events, double perSecond) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration DRAIN_MAX = Duration.ofMinutes(5);
  private static final double NANOS_PER_SECOND = 1e9;

  /// Makes a paused endpoint, gives it all the events of the past, and measures from its resumption
  /// on.
  ///
  /// @param batchSizeMax events in one POST
  /// @throws IllegalStateException if events are missing or a signature does not hold
  public static Drained of(
      WebhookReceiver receiver,
      WebhookEndpoints endpoints,
      List<String> eventTypes,
      int batchSizeMax,
      Instant since)
      throws InterruptedException {
    String path = "/" + UUID.randomUUID();
    Created endpoint =
        endpoints.create(receiver.uri(path), eventTypes, DeliveryRate.CONCURRENCY, batchSizeMax);
    endpoints.state(endpoint.id(), "PAUSED");
    long expected = endpoints.replayMissing(endpoint.id(), since);
    Set<String> ids = ConcurrentHashMap.newKeySet();
    var drained = new CountDownLatch(1);
    var last = new AtomicLong();
    var mailbox =
        receiver.open(
            path,
            endpoint.secret(),
            (id, body) -> {
              if (batchSizeMax == 1) {
                ids.add(id);
              } else {
                addAll(ids, body);
              }
              if (ids.size() == expected && last.compareAndSet(0, System.nanoTime())) {
                drained.countDown();
              }
            });
    long resumed = System.nanoTime();
    endpoints.state(endpoint.id(), "ACTIVE");
    if (!drained.await(DRAIN_MAX.toMillis(), TimeUnit.MILLISECONDS) || mailbox.unsigned.sum() > 0) {
      throw new IllegalStateException(
          "%,d of %,d events were sent again, %,d with a bad signature"
              .formatted(ids.size(), expected, mailbox.unsigned.sum()));
    }
    return new Drained(expected, expected * NANOS_PER_SECOND / (last.get() - resumed));
  }

  private static void addAll(Set<String> ids, byte[] body) {
    for (JsonNode event : JSON.readTree(body).get("data").get("events")) {
      ids.add(event.get("id").asString());
    }
  }
}
