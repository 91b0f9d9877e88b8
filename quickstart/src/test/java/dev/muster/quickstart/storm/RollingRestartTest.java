package dev.muster.quickstart.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Polling;
import dev.muster.quickstart.client.Reply;
import dev.muster.quickstart.system.ChildJvm;
import dev.muster.schemas.command.Enroll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A new version is rolled out in the middle of a drop: every replica of the API and every worker
/// is replaced, one of each after the other, and nobody outside notices.
@ExtendWith(SharedSystem.class)
class RollingRestartTest {
  private static final int SEATS = 150;
  private static final int RICH = 200;
  private static final int CLIENTS = 6;
  private static final int WAIT_SECONDS = 5;
  private static final Duration DRAIN = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration STOP_MAX = Duration.ofSeconds(40);

  private final RunningSystem system;
  private final MusterClient client;
  private final Stage stage;
  private final Map<UUID, UUID> requestOfPlayer = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean rolled;

  RollingRestartTest(RunningSystem system) {
    this.system = system;
    this.client = system.client();
    this.stage = new Stage(client);
  }

  @Test
  void losesNothingAndShowsNoError() throws Exception {
    UUID cup = stage.tournament(SEATS, 10);
    List<UUID> rich = stage.players(RICH, 10);
    try (var first = new SecondReplica(system, "first-of-two", DRAIN);
        var second = new SecondReplica(system, "second-of-two", DRAIN);
        // Both of a replica's ports must say in time that it leaves.
        var balancer =
            new Balancer(
                Map.of(first.client(), first.client(), second.client(), second.management()));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit(() -> play(balancer, cup, rich)));
      }
      try {
        var workers = CompletableFuture.runAsync(this::rollWorkers, threads);
        for (SecondReplica replica : List.of(first, second)) {
          replica.restart();
          Polling.until(
              "requests to the new replica", () -> balancer.gives(replica.client()) ? true : null);
        }
        workers.get();
      } finally {
        rolled = true;
      }
      for (Future<?> each : clients) {
        each.get();
      }
      assertThat(balancer.serverErrors()).as("5xx").isEmpty();
      // Whoever leaves is given nothing more long before its port closes.
      assertThat(balancer.failedConnections()).as("failed connections").isZero();
    }
    requireAllDecidedOnce(cup);
  }

  /// One request after the other, each followed until it is decided.
  private void play(Balancer balancer, UUID cup, List<UUID> rich) {
    while (!rolled) {
      int number = next.getAndIncrement();
      UUID player = number < rich.size() ? rich.get(number) : UUID.randomUUID();
      var enroll = new Enroll(cup, player, null);
      String key = "rolling " + player;
      Reply receipt = balancer.ask(replica -> replica.send(enroll, key)).expect(202);
      UUID request = UUID.fromString(receipt.json().get("requestId").asString());
      requestOfPlayer.put(player, request);
      Polling.until(
          "the outcome of " + request,
          () -> {
            Reply told =
                balancer.ask(replica -> replica.longPoll(request, WAIT_SECONDS)).expect(200);
            return told.json().get("status").asString().equals("PENDING") ? null : true;
          });
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void rollWorkers() {
    for (ChildJvm worker : system.local().workers()) {
      system.local().forget(worker);
      assertThat(worker.stop(STOP_MAX)).as("%s ends by itself", worker.name()).isTrue();
      String owner = "-" + system.local().startWorker().pid();
      Polling.until(
          "a new worker's partitions",
          () -> system.decisions().owners().anyMatch(held -> held.endsWith(owner)) ? true : null);
    }
  }

  private void requireAllDecidedOnce(UUID cup) {
    assertThat(requestOfPlayer).hasSizeGreaterThan(SEATS);
    system.decisions().awaitAll(requestOfPlayer.values());
    requestOfPlayer.forEach(
        (player, request) ->
            assertThat(system.decisions().count(cup, player)).as("%s", request).isEqualTo(1));
    assertThat(stage.seenTournament(cup).enrolled()).isEqualTo(SEATS);
  }
}
