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

/// A worker is killed with POSTs under way.
class KilledDispatcherTest {
  private static final int REQUESTS = 300;
  private static final int UNDER_WAY = 16;

  /// A receiver gets its whole concurrency only once it has answered for a while.
  private static final int ANSWERED = 100;

  private static final Duration WAIT_MAX = Duration.ofSeconds(90);
  private static final Duration STEP = Duration.ofMillis(20);

  @TempDir Path directory;

  private final CountDownLatch underWay = new CountDownLatch(UNDER_WAY);
  private final CountDownLatch killed = new CountDownLatch(1);

  @Test
  void everyEventArrivesAndItsRepeatsAreRecognised() throws Exception {
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
                  holdUntilKilled();
                }
              });
      // All of them wait, so that as many as may be are under way at the same moment.
      endpoints.state(endpoint.id(), "PAUSED");
      Set<UUID> requests = askInVain(system);
      endpoints.state(endpoint.id(), "ACTIVE");

      assertThat(underWay.await(WAIT_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
      ChildJvm worker = system.workers().getFirst();
      system.forget(worker);
      worker.kill();
      killed.countDown();
      system.startWorker();

      subscriber.await(REQUESTS);
      awaitRequests(mailbox, REQUESTS + UNDER_WAY);
      var decisions =
          new DropDatabase(system.postgres().dataSource(LocalPostgres.SUPERUSER)).decisions();
      assertThat(subscriber.judge(requests, decisions, mailbox.unsigned.sum()))
          .allMatch(Finding::holds);
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

  private void holdUntilKilled() {
    underWay.countDown();
    try {
      killed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What was under way comes again once its lease is over.
  private static void awaitRequests(Mailbox mailbox, int count) {
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (mailbox.requests.sum() < count) {
      assertThat(System.nanoTime()).as("%s POSTs", mailbox.requests).isLessThan(deadline);
      LockSupport.parkNanos(STEP.toNanos());
    }
  }
}
