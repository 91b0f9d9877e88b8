package dev.muster.quickstart.drop;

import dev.muster.quickstart.drop.WebhookEndpoints.Created;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// How fast events reach one receiver, each in a POST of its own, beside how fast a bare loop of
/// the same client posts to the same receiver. The two are measured in turn, the loop before and
/// after, with the whole system running.
///
/// @param events distinct events that were sent
/// @param perSecond from the resumption of the endpoint to its last event
/// @param barePerSecond POSTs of the bare loop
record DeliveryRate(long events, double perSecond, double barePerSecond) {
  /// POSTs under way at once, of Muster and of the loop.
  static final int CONCURRENCY = 32;

  private static final String REPLAY = "/replay";
  private static final Duration DRAIN_MAX = Duration.ofMinutes(5);
  private static final double NANOS_PER_SECOND = 1e9;

  /// What Muster reached of the bare loop.
  double ratio() {
    return perSecond / barePerSecond;
  }

  static DeliveryRate measure(
      WebhookReceiver receiver, WebhookEndpoints endpoints, List<String> eventTypes, Instant since)
      throws InterruptedException {
    var bare = new BareLoop(receiver, CONCURRENCY);
    double before = bare.postsPerSecond();
    Created endpoint = endpoints.create(receiver.uri(REPLAY), eventTypes, CONCURRENCY);
    endpoints.state(endpoint.id(), "PAUSED");
    long expected = endpoints.replayMissing(endpoint.id(), since);
    Set<String> ids = ConcurrentHashMap.newKeySet();
    var drained = new CountDownLatch(1);
    var last = new AtomicLong();
    var mailbox =
        receiver.open(
            REPLAY,
            endpoint.secret(),
            (id, _) -> {
              if (ids.add(id) && ids.size() == expected) {
                last.set(System.nanoTime());
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
    double perSecond = expected * NANOS_PER_SECOND / (last.get() - resumed);
    double after = bare.postsPerSecond();
    return new DeliveryRate(expected, perSecond, (before + after) / 2);
  }
}
