package dev.muster.worker.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.worker.webhook.Receiver;
import dev.muster.worker.webhook.WebhookWorld;
import dev.muster.worker.webhook.http.Outcome;
import dev.muster.worker.webhook.http.Reply;
import dev.muster.worker.webhook.store.DueDelivery;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an operator sees of deliveries is what became of them.
class DispatchCountersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final DispatchCounters counters = new DispatchCounters(registry);

  @ParameterizedTest
  @CsvSource({
    "SUCCESS, 204, 2xx",
    "HTTP_STATUS, 301, 3xx",
    "HTTP_STATUS, 404, 4xx",
    "HTTP_STATUS, 410, 410",
    "HTTP_STATUS, 429, 429",
    "HTTP_STATUS, 503, 5xx",
    "HTTP_STATUS, 199, other",
    "TIMEOUT, , timeout",
    "DNS, , dns",
    "TLS, , tls",
    "BLOCKED, , blocked",
    "CONNECT, , refused",
    "CONNECTION_LOST, , other",
    "PROTOCOL, , other",
    "INVALID, , other"
  })
  void everyEndHasItsName(Outcome outcome, @Nullable Integer status, String result) {
    var message = new Message(UUID.randomUUID(), null, List.of(due(0)));
    counters.begun();
    counters.ended();
    counters.attempted(
        message,
        new Reply(outcome, status, 20, null, null, null, null, false),
        Duration.ofSeconds(2));

    assertThat(attempts(result, "first")).isOne();
    assertThat(registry.get("muster.webhook.attempts").counters())
        .as("nothing else was counted")
        .filteredOn(counter -> counter.count() > 0)
        .hasSize(1);
    assertThat(registry.get("muster.webhook.attempt").timer().count()).isOne();
    assertThat(registry.get("muster.webhook.first.attempt").timer().count()).isOne();
    assertThat(registry.get("muster.webhook.in.flight").gauge().value()).isZero();
  }

  @Test
  void aRetryIsNoFirstAttempt() {
    var message = new Message(UUID.randomUUID(), null, List.of(due(1)));
    counters.begun();
    counters.attempted(message, Reply.failure(Outcome.TIMEOUT, "too slow"), Duration.ofSeconds(9));

    assertThat(attempts("timeout", "later")).isOne();
    assertThat(registry.get("muster.webhook.first.attempt").timer().count()).isZero();
  }

  @Test
  void aRealDeliveryIsCounted() throws Exception {
    try (var receiver = new Receiver(Receiver.status(200));
        var world = new WebhookWorld()) {
      world.endpoint(UUID.randomUUID(), receiver.url());
      world.dispatcher();
      world.enroll(UUID.randomUUID(), 1);
      receiver.next();
      world.awaitState("DELIVERED", 1);

      var meters = world.meters;
      assertThat(
              meters
                  .get("muster.webhook.attempts")
                  .tags("result", "2xx", "retry", "first")
                  .counter()
                  .count())
          .isOne();
      assertThat(
              meters
                  .get("muster.webhook.deliveries")
                  .tag("end", "delivered")
                  .functionCounter()
                  .count())
          .isOne();
      assertThat(meters.get("muster.webhook.fanout.results").functionCounter().count()).isOne();
      assertThat(meters.get("muster.webhook.fanout.deliveries").functionCounter().count()).isOne();
    }
  }

  private static DueDelivery due(int attempts) {
    return new DueDelivery(
        UUID.randomUUID(),
        Instant.EPOCH,
        UUID.randomUUID(),
        null,
        1,
        attempts,
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        null,
        null,
        null);
  }

  private double attempts(String result, String retry) {
    return registry
        .get("muster.webhook.attempts")
        .tags("result", result, "retry", retry)
        .counter()
        .count();
  }
}
