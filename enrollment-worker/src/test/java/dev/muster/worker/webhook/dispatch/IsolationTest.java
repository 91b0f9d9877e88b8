package dev.muster.worker.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.worker.webhook.Receiver;
import dev.muster.worker.webhook.WebhookWorld;
import dev.muster.worker.webhook.http.Outcome;
import dev.muster.worker.webhook.http.Reply;
import dev.muster.worker.webhook.store.ClaimDue;
import dev.muster.worker.webhook.store.FindEndpoints;
import dev.muster.worker.webhook.store.Room;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// One endpoint's trouble stays its own, and a dispatcher's death loses nothing.
class IsolationTest {
  private static final UUID CUP = UUID.randomUUID();

  @Test
  void oneDeadEndpointAmongTenDelaysNoneOfTheOthers() throws Exception {
    try (var dead = new Receiver(Receiver.hang());
        var receiver = new Receiver(Receiver.status(200));
        var world = new WebhookWorld()) {
      UUID deadId = UUID.randomUUID();
      world.endpoint(deadId, dead.url());
      for (int i = 0; i < 9; i++) {
        world.endpoint(UUID.randomUUID(), receiver.url());
      }
      world.dispatcher();
      world.enroll(CUP, 200);

      // The dead one hangs in its first attempts all the while: 15 s by its time-out.
      world.awaitState("DELIVERED", 9 * 200);
      assertThat(dead.requests()).isNotEmpty();
      assertThat(world.counters.attempts(Outcome.TIMEOUT)).isZero();
      assertThat(
              world.database.texts(
                  """
                  SELECT count(*) FROM webhook_delivery
                  WHERE leased_until IS NOT NULL AND state = 'PENDING'
                  """))
          .allSatisfy(taken -> assertThat(Integer.parseInt(taken)).isLessThan(20));
    }
  }

  /// A process that decides as well must not end by it.
  @Test
  void aDefectEndsNeitherTheDispatcherNorTheProcess() throws Exception {
    try (var receiver = new Receiver(Receiver.status(200));
        var world = new WebhookWorld()) {
      world.endpoint(UUID.randomUUID(), receiver.url());
      var broken = new AtomicInteger(3);
      world.dispatcher(
          world.poster(),
          world.clock,
          _ -> {
            if (broken.getAndDecrement() > 0) {
              throw new IllegalStateException("planted");
            }
            return true;
          });
      world.enroll(CUP, 20);

      world.awaitState("DELIVERED", 20);
      assertThat(broken.get()).isNegative();
    }
  }

  @Test
  void anOutageLetsOneProbeThroughAtATimeAndUsesUpNoAttempts() throws Exception {
    BlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();
    try (var world = new WebhookWorld()) {
      world.endpoint(UUID.randomUUID(), "http://127.0.0.1:1/");
      List<Integer> posts = new ArrayList<>();
      world.dispatcher(
          (_, _, _, _) -> {
            synchronized (posts) {
              posts.add(posts.size());
            }
            answers.add(() -> {});
            return Reply.failure(Outcome.CONNECT, "refused");
          },
          world.clock);
      world.enroll(CUP, 100);
      for (int i = 0; i < Breaker.OUTAGES_MAX; i++) {
        assertThat(answers.poll(20, TimeUnit.SECONDS)).isNotNull();
      }
      world.await("SELECT count(*) FROM webhook_delivery WHERE leased_until IS NOT NULL", "0");
      int opened = posts.size();
      // Its first four and what was under way with the fifth.
      assertThat(opened).isBetween(5, 8);

      world.advance(Breaker.PAUSE_FIRST.plusMillis(1));
      world.await("SELECT count(*) FROM webhook_attempt", String.valueOf(opened + 1));

      assertThat(posts).hasSize(opened + 1);
      assertThat(world.database.texts("SELECT count(*) FROM webhook_delivery WHERE attempts = 0"))
          .containsExactly(String.valueOf(100 - opened - 1));
    }
  }

  @Test
  void whatADeadDispatcherHadInHandIsSentByAnotherAfterTheLease() throws Exception {
    var begun = new CountDownLatch(1);
    var alive = new AtomicBoolean(true);
    var never = new CountDownLatch(1);
    try (var receiver = new Receiver(Receiver.status(200));
        var world = new WebhookWorld()) {
      world.endpoint(UUID.randomUUID(), receiver.url());
      Dispatcher first =
          world.dispatcher(
              (_, _, _, _) -> {
                begun.countDown();
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                return Reply.failure(Outcome.CONNECTION_LOST, "too late");
              },
              world.clock,
              _ -> alive.get());
      world.enroll(CUP, 1);
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      world.advance(Duration.ofSeconds(29));
      assertThat(takeable(world)).isZero();
      // It is gone as far as the group knows, so that it takes nothing new.
      alive.set(false);
      world.dispatcher().endpointsChanged();
      first.endpointsChanged();
      world.advance(Duration.ofSeconds(2));
      receiver.next();
      world.awaitState("DELIVERED", 1);

      // The first one comes back: nothing it says is written over what is true.
      never.countDown();
      world.await("SELECT count(*) FROM webhook_attempt", "2");
      world.awaitState("DELIVERED", 1);
      assertThat(world.counters.overtaken()).isEqualTo(1);
    }
  }

  @Test
  void aDispatcherThatStopsGivesBackWhatItCouldNotSend() throws Exception {
    try (var receiver = new Receiver(Receiver.hang());
        var world = new WebhookWorld()) {
      world.endpoint(UUID.randomUUID(), receiver.url());
      Dispatcher dispatcher = world.dispatcher();
      world.enroll(CUP, 50);
      receiver.next();

      dispatcher.stop(receiver::close);

      assertThat(
              world.database.texts(
                  """
                  SELECT count(*) FROM webhook_delivery
                  WHERE leased_until IS NOT NULL OR attempts > 0
                  """))
          .containsExactly("0");
    }
  }

  @Test
  void aRateLimitIsKept() throws Exception {
    try (var receiver = new Receiver(Receiver.status(200));
        var world = new WebhookWorld()) {
      UUID endpoint = UUID.randomUUID();
      world.endpoint(endpoint, receiver.url());
      world.change("UPDATE webhook_endpoint SET rate_per_second = 10");
      world.dispatcher();
      world.enroll(CUP, 30);
      world.awaitState("DELIVERED", 1);
      for (int second = 1; second <= 2; second++) {
        world.advance(Duration.ofSeconds(1));
        world.awaitState("DELIVERED", 1 + second * 10);
      }
    }
  }

  @Test
  void aPausedEndpointGetsNothingUntilItIsResumed() throws Exception {
    try (var receiver = new Receiver(Receiver.status(200));
        var world = new WebhookWorld()) {
      world.endpoint(UUID.randomUUID(), receiver.url());
      world.change("UPDATE webhook_endpoint SET state = 'PAUSED'");
      world.dispatcher();
      world.enroll(CUP, 3);
      world.awaitState("PENDING", 3);
      assertThat(receiver.requests()).isEmpty();

      world.change("UPDATE webhook_endpoint SET state = 'ACTIVE'");

      world.awaitState("DELIVERED", 3);
    }
  }

  /// How many deliveries another dispatcher would take now; it leaves them.
  private static int takeable(WebhookWorld world) throws SQLException {
    try (Connection connection = world.pool().getConnection()) {
      connection.setAutoCommit(false);
      var rooms =
          FindEndpoints.execute(connection, world.secrets).stream()
              .map(endpoint -> new Room(endpoint.id(), 100))
              .toList();
      Instant now = world.clock.instant();
      int taken = ClaimDue.execute(connection, rooms, false, now, now).size();
      connection.rollback();
      return taken;
    }
  }
}
