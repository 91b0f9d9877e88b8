package dev.muster.quickstart.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.request.IdempotencyKey;
import dev.muster.ingest.request.RequestIds;
import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Polling;
import dev.muster.quickstart.client.Receipt;
import dev.muster.quickstart.client.Reply;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Enroll;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Outcomes arrive at a replica that did not take the requests, and at one that was started anew.
@ExtendWith(SharedSystem.class)
class OtherReplicaTest {
  private static final int WAIT_SECONDS = 25;
  private static final Duration ENDED_MAX = Duration.ofSeconds(20);

  private final RunningSystem system;
  private final MusterClient client;
  private final Stage stage;

  OtherReplicaTest(RunningSystem system) {
    this.system = system;
    this.client = system.client();
    this.stage = new Stage(client);
  }

  @Test
  void whoAsksAnotherReplicaCostsItOneReadAtMost() {
    UUID cup = stage.tournament(100, 10);
    List<UUID> players = stage.players(40, 50);
    try (var replica = new SecondReplica(system)) {
      for (UUID player : players) {
        long before = replica.metric("muster_status_database_reads_total");
        UUID request = client.submit(new Enroll(cup, player, null)).requestId();
        Reply told = replica.client().longPoll(request, WAIT_SECONDS).expect(200);
        assertThat(told.json().get("status").asString()).isEqualTo("ENROLLED");
        assertThat(told.headers().firstValue("Preference-Applied"))
            .contains("wait=" + WAIT_SECONDS);
        assertThat(replica.client().status(request).body()).isEqualTo(told.body());
        // The other replica may hear of it some milliseconds later.
        assertThat(client.longPoll(request, WAIT_SECONDS).body()).isEqualTo(told.body());
        long reads = replica.metric("muster_status_database_reads_total") - before;
        assertThat(reads).isLessThanOrEqualTo(1);
      }
    }
  }

  /// The id follows from the key, so it can be waited for before the request is sent.
  @Test
  void whoWaitedAtAReplicaThatStopsLearnsByAskingAgain() throws Exception {
    UUID cup = stage.tournament(10, 10);
    var enroll = new Enroll(cup, stage.player(50), null);
    String key = UUID.randomUUID().toString();
    UUID request =
        new RequestIds(system.requestIdSecret())
            .envelope(enroll, new IdempotencyKey("POST /v1/enrollment-requests", key))
            .requestId();
    try (var replica = new SecondReplica(system)) {
      CompletableFuture<Reply> cutShort = waitingFor(replica, request);
      long stoppedAt = System.nanoTime();
      replica.restart();
      Reply pending = cutShort.get(WAIT_SECONDS, TimeUnit.SECONDS).expect(200);
      assertThat(pending.json().get("status").asString()).isEqualTo("PENDING");
      assertThat(Duration.ofNanos(System.nanoTime() - stoppedAt)).isLessThan(ENDED_MAX);

      CompletableFuture<Reply> again = waitingFor(replica, request);
      Receipt receipt = client.submit(enroll, key);

      assertThat(receipt.requestId()).isEqualTo(request);
      Reply told = again.get(WAIT_SECONDS, TimeUnit.SECONDS).expect(200);
      assertThat(told.json().get("status").asString()).isEqualTo("ENROLLED");
    }
  }

  @Test
  void streamsEndWithWhatEndsThemOnEveryReplica() {
    UUID cup = stage.tournament(10, 10);
    UUID request = client.submit(new Enroll(cup, stage.player(50), null)).requestId();
    client.decide(new CancelTournament(cup, "the venue is flooded"));
    try (var replica = new SecondReplica(system)) {
      requireEnded(replica.client(), "/v1/enrollment-requests/" + request + "/events", "ENROLLED");
      requireEnded(replica.client(), "/v1/tournaments/" + cup + "/events", "CANCELLED");
    }
  }

  /// The last event on one replica is the end on the other.
  private void requireEnded(MusterClient replica, String path, String status) {
    String stream = replica.get(path).expect(200).body();
    assertThat(stream).contains("\"status\":\"" + status + "\"");
    String lastId =
        stream
            .lines()
            .filter(line -> line.startsWith("id: "))
            .reduce((_, later) -> later)
            .orElseThrow()
            .substring("id: ".length());
    assertThat(client.get(path, "Last-Event-ID", lastId).status()).isEqualTo(204);
  }

  /// Returns when the replica knows that somebody waits.
  static CompletableFuture<Reply> waitingFor(SecondReplica replica, UUID request) {
    long before = replica.metric("muster_longpoll_waiting");
    var reply =
        CompletableFuture.supplyAsync(() -> replica.client().longPoll(request, WAIT_SECONDS));
    Polling.until(
        "the wait for " + request,
        () -> replica.metric("muster_longpoll_waiting") > before ? true : null);
    return reply;
  }
}
