package dev.muster.quickstart.drop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.drop.WebhookEndpoints.Created;
import dev.muster.quickstart.drop.WebhookReceiver.Mailbox;
import dev.muster.quickstart.system.ChildJvm;
import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.quickstart.system.SystemSettings;
import dev.muster.schemas.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A worker, or the database, is killed with POSTs under way: every event reaches the receiver, and
/// its repeats are recognised.
class BrokenDeliveryTest {
  private static final int REQUESTS = 300;
  private static final int UNDER_WAY = 16;

  /// A receiver gets its whole concurrency only once it has answered for a while.
  private static final int ANSWERED = 100;

  private static final Duration WAIT_MAX = Duration.ofSeconds(90);
  private static final Duration STEP = Duration.ofMillis(20);

  private static final String DELIVERED =
      """
      SELECT count(*) FROM webhook_delivery WHERE state = 'DELIVERED'
      """;

  @TempDir Path directory;

  private final CountDownLatch underWay = new CountDownLatch(UNDER_WAY);
  private final CountDownLatch broken = new CountDownLatch(1);

  @Test
  void everyEventArrivesAlthoughTheWorkerIsKilled() throws Exception {
    int posts =
        deliverWhile(
            system -> {
              ChildJvm worker = system.workers().getFirst();
              system.forget(worker);
              worker.kill();
              system.startWorker();
            });

    // What was under way was answered to nobody, and comes again once its lease is over.
    assertThat(posts).isGreaterThanOrEqualTo(REQUESTS + UNDER_WAY);
  }

  /// Fan-out and dispatcher do not wait for the disk: what the crash takes back is done again.
  @Test
  void everyEventArrivesAlthoughTheDatabaseIsKilled() throws Exception {
    int posts =
        deliverWhile(
            system -> {
              system.postgres().kill();
              system.postgres().start();
            });

    assertThat(posts).isGreaterThanOrEqualTo(REQUESTS);
  }

  /// What breaks while POSTs are under way.
  @FunctionalInterface
  private interface Accident {
    void happen(LocalSystem system) throws Exception;
  }

  /// Returns how many POSTs it took until every event had come and nothing was in hand any more.
  private int deliverWhile(Accident accident) throws Exception {
    var settings =
        SystemSettings.onFreePorts(directory)
            .withWorkerEnvironment(Map.of("MUSTER_WEBHOOKS_LEASE", "20s"));
    try (LocalSystem system = LocalSystem.in(settings).start(_ -> {});
        WebhookReceiver receiver = WebhookReceiver.start();
        var endpoints = new WebhookEndpoints(system.httpUri())) {
      var subscriber = new WebhookSubscriber();
      Created endpoint =
          endpoints.create(receiver.uri("/held"), List.of("enrollment.rejected"), UNDER_WAY);
      Mailbox mailbox =
          receiver.open(
              "/held",
              endpoint.secret(),
              (id, body) -> {
                subscriber.delivered(id, body);
                if (subscriber.events() > ANSWERED) {
                  holdUntilBroken();
                }
              });
      // All of them wait, so that as many as may be are under way at the same moment.
      endpoints.state(endpoint.id(), "PAUSED");
      Set<UUID> requests = askInVain(system);
      endpoints.state(endpoint.id(), "ACTIVE");

      assertThat(underWay.await(WAIT_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
      accident.happen(system);
      broken.countDown();

      subscriber.await(REQUESTS);
      var database = new DropDatabase(system.postgres().dataSource(LocalPostgres.SUPERUSER));
      awaitAllDelivered(database);
      assertThat(subscriber.judge(requests, database.decisions(), mailbox.unsigned.sum()))
          .allMatch(Finding::holds);
      return mailbox.requests.intValue();
    }
  }

  /// Nobody has registered these players, so every answer is a refusal, which is an event too.
  private static Set<UUID> askInVain(LocalSystem system) throws InterruptedException {
    Set<UUID> requests = new HashSet<>();
    UUID tournament = UUID.randomUUID();
    try (var client = new Client(system.httpUri(), new Counters())) {
      for (int i = 0; i < REQUESTS; i++) {
        byte[] body =
            Json.bytes(
                json -> {
                  json.writeStringProperty("type", "ENROLL");
                  Json.uuid(json, "tournamentId", tournament);
                  Json.uuid(json, "playerId", UUID.randomUUID());
                });
        var command =
            new ApiCommand(
                "POST",
                "/v1/enrollment-requests",
                UUID.randomUUID().toString(),
                new String(body, StandardCharsets.UTF_8));
        requests.add(client.submit(command).requestId());
      }
    }
    return requests;
  }

  private void holdUntilBroken() {
    underWay.countDown();
    try {
      broken.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitAllDelivered(DropDatabase database) {
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (database.count(DELIVERED) < REQUESTS) {
      assertThat(System.nanoTime())
          .as("%d delivered", database.count(DELIVERED))
          .isLessThan(deadline);
      LockSupport.parkNanos(STEP.toNanos());
    }
  }
}
