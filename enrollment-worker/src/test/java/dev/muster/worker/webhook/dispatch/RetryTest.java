package dev.muster.worker.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.worker.webhook.Receiver;
import dev.muster.worker.webhook.Receiver.Behaviour;
import dev.muster.worker.webhook.Receiver.Request;
import dev.muster.worker.webhook.WebhookWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Failed deliveries are tried again by the schedule, and endpoints that want nothing get nothing.
/// The clock is the test's, so days take no time.
class RetryTest {
  private static final UUID CUP = UUID.randomUUID();
  private static final UUID ENDPOINT = UUID.randomUUID();
  private static final String NEXT_IN_SECONDS =
      """
      SELECT extract(epoch FROM next_attempt_at - last_attempt_at)::bigint FROM webhook_delivery
      """;

  @Test
  void theWholeScheduleIsWalkedAndThenTheDeliveryIsExhausted() throws Exception {
    try (var receiver = new Receiver(Receiver.status(400));
        var world = new WebhookWorld()) {
      world.endpoint(ENDPOINT, receiver.url());
      world.dispatcher();
      world.enroll(CUP, 1);
      Set<String> ids = new HashSet<>();
      Set<String> timestamps = new HashSet<>();
      int attempts = 0;
      Duration passed = Duration.ZERO;
      for (Duration pause : WebhookWorld.SCHEDULE.pauses()) {
        Request request = receiver.next();
        ids.add(request.header("webhook-id"));
        timestamps.add(request.header("webhook-timestamp"));
        attempts++;
        world.await("SELECT attempts FROM webhook_delivery", String.valueOf(attempts));
        world.await(NEXT_IN_SECONDS, String.valueOf(pause.toSeconds()));
        world.advance(pause);
        passed = passed.plus(pause);
      }
      receiver.next();
      world.awaitState("EXHAUSTED", 1);

      assertThat(passed).isEqualTo(Duration.parse("PT75H35M35S"));
      assertThat(ids).hasSize(1);
      assertThat(timestamps).hasSize(10);
      assertThat(world.counters.exhausted()).isEqualTo(1);
      assertThat(world.database.texts("SELECT count(*) FROM webhook_attempt"))
          .containsExactly("11");
    }
  }

  @Test
  void retryAfterLengthensThePauseUpToTheLongestStep() throws Exception {
    var hint = new AtomicReference<>("Retry-After: 60");
    try (var receiver = new Receiver((_, out, _) -> Receiver.write(out, 429, "", hint.get()));
        var world = new WebhookWorld()) {
      world.endpoint(ENDPOINT, receiver.url());
      world.dispatcher();
      world.enroll(CUP, 1);
      receiver.next();
      world.await(NEXT_IN_SECONDS, "60");

      hint.set("Retry-After: 999999999");
      world.advance(Duration.ofSeconds(60));
      receiver.next();

      world.await(NEXT_IN_SECONDS, "86400");
    }
  }

  @Test
  void goneDisablesAndHoldsWhatWaits() throws Exception {
    disabledBy(Receiver.status(410), "GONE");
  }

  @Test
  void theReceiversHeaderDisables() throws Exception {
    disabledBy(Receiver.status(500, "webhook-delivery: disable"), "ASKED");
  }

  private static void disabledBy(Behaviour behaviour, String reason) throws Exception {
    try (var receiver = new Receiver(behaviour);
        var world = new WebhookWorld()) {
      world.endpoint(ENDPOINT, receiver.url());
      world.dispatcher();
      world.enroll(CUP, 1);
      receiver.next();
      world.await("SELECT disabled_reason FROM webhook_endpoint", reason);
      world.enroll(CUP, 2);
      world.settle();

      world.awaitState("HELD", 3);
      assertThat(receiver.requests()).hasSize(1);
    }
  }

  @Test
  void daysOfFailureDisableButNotIfOneGotThroughBetween() throws Exception {
    var behaviour = new AtomicReference<>(Receiver.status(404));
    try (var receiver =
            new Receiver((request, out, self) -> behaviour.get().answer(request, out, self));
        var world = new WebhookWorld()) {
      world.endpoint(ENDPOINT, receiver.url());
      world.dispatcher();
      world.enroll(CUP, 1);
      world.await("SELECT failing_since IS NOT NULL FROM webhook_endpoint", "t");

      behaviour.set(Receiver.status(200));
      world.advance(Duration.ofDays(4));
      world.awaitState("DELIVERED", 1);
      world.await("SELECT failing_since IS NULL FROM webhook_endpoint", "t");

      behaviour.set(Receiver.status(404));
      world.enroll(CUP, 1);
      world.await(
          "SELECT failing_since = ?::text::timestamptz FROM webhook_endpoint"
              .replace("?::text", "'" + Instant.parse("2026-01-05T12:00:00Z") + "'"),
          "t");
      world.advance(Duration.ofDays(2));
      world.await("SELECT attempts FROM webhook_delivery WHERE state = 'PENDING'", "2");
      assertThat(world.database.texts("SELECT state FROM webhook_endpoint"))
          .containsExactly("ACTIVE");
      world.advance(Duration.ofDays(3));

      world.await("SELECT disabled_reason FROM webhook_endpoint", "FAILING");
    }
  }
}
