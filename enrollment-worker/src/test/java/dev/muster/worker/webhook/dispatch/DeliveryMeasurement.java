package dev.muster.worker.webhook.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.webhook.SigningSecret;
import dev.muster.worker.webhook.Receiver;
import dev.muster.worker.webhook.WebhookWorld;
import dev.muster.worker.webhook.http.Signing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many deliveries a second one endpoint gets, held against a bare loop of the same client with
/// the same concurrency against the same receiver. Not part of the build; run it with
/// `-Dtest=DeliveryMeasurement`. Receiver, dispatcher and PostgreSQL share the machine.
class DeliveryMeasurement {
  private static final Logger log = LoggerFactory.getLogger(DeliveryMeasurement.class);
  private static final int EVENTS = 40_000;
  private static final int CONCURRENCY = 32;

  @Test
  void deliveriesPerSecond() throws Exception {
    try (var receiver = new Receiver(Receiver.status(200));
        var world = new WebhookWorld()) {
      UUID endpoint = UUID.randomUUID();
      SigningSecret secret = world.endpoint(endpoint, receiver.url());
      bare(world, receiver.url(), secret, EVENTS / 4);
      double bare = bare(world, receiver.url(), secret, EVENTS);

      UUID cup = UUID.randomUUID();
      deliver(world, cup, EVENTS / 4);
      double delivered = deliver(world, cup, EVENTS);

      log.warn(
          "bare loop {}/s, delivered {}/s, ratio {}",
          Math.round(bare),
          Math.round(delivered),
          Math.round(delivered / bare * 100) / 100.0);
      assertThat(delivered).isGreaterThan(0);
    }
  }

  private static double deliver(WebhookWorld world, UUID cup, int events) throws Exception {
    for (int done = 0; done < events; done += 1_000) {
      world.enroll(cup, 1_000);
    }
    long before = world.counters.delivered();
    long start = System.nanoTime();
    Dispatcher dispatcher = world.dispatcher(world.poster(), Clock.systemUTC());
    while (world.counters.delivered() - before < events) {
      LockSupport.parkNanos(1_000_000);
    }
    double perSecond = events / seconds(start);
    dispatcher.stop(() -> {});
    return perSecond;
  }

  private static double bare(WebhookWorld world, String url, SigningSecret secret, int posts)
      throws InterruptedException {
    byte[] body = "x".repeat(600).getBytes(UTF_8);
    var left = new AtomicInteger(posts);
    List<Thread> threads = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < CONCURRENCY; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (left.getAndDecrement() > 0) {
                      Signing signing = Signing.of("evt_1", Instant.now(), body, List.of(secret));
                      var _ = world.poster().post(url, Map.of(), signing, body);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join(Duration.ofMinutes(2));
    }
    return posts / seconds(start);
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
