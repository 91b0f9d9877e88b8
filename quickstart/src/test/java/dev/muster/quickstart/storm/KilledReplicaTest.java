package dev.muster.quickstart.storm;

import static dev.muster.quickstart.storm.OtherReplicaTest.waitingFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.ingest.request.IdempotencyKey;
import dev.muster.ingest.request.RequestIds;
import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Receipt;
import dev.muster.quickstart.client.Reply;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.result.Enrolled;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// A replica of the API is killed with people at it: they go to another and miss nothing.
@ExtendWith(SharedSystem.class)
class KilledReplicaTest {
  private static final int WAIT_SECONDS = 25;

  private final RunningSystem system;
  private final MusterClient client;
  private final Stage stage;

  KilledReplicaTest(RunningSystem system) {
    this.system = system;
    this.client = system.client();
    this.stage = new Stage(client);
  }

  /// The id follows from the key, so it can be waited for before the request is sent.
  @Test
  void whoWaitedThereIsToldElsewhere() throws Exception {
    UUID cup = stage.tournament(10, 10);
    var enroll = new Enroll(cup, stage.player(50), null);
    String key = UUID.randomUUID().toString();
    UUID request =
        new RequestIds(system.requestIdSecret())
            .envelope(enroll, new IdempotencyKey("POST /v1/enrollment-requests", key))
            .requestId();
    try (var replica = new SecondReplica(system);
        var other = new SecondReplica(system, "other-replica", Duration.ZERO)) {
      CompletableFuture<Reply> cutOff = waitingFor(replica, request);
      replica.kill();
      assertThatThrownBy(() -> cutOff.get(WAIT_SECONDS, TimeUnit.SECONDS))
          .hasCauseInstanceOf(UncheckedIOException.class);

      CompletableFuture<Reply> again = waitingFor(other, request);
      assertThat(client.submit(enroll, key).requestId()).isEqualTo(request);

      Reply told = again.get(WAIT_SECONDS, TimeUnit.SECONDS).expect(200);
      assertThat(told.json().get("status").asString()).isEqualTo("ENROLLED");
    }
  }

  @Test
  void whoReadATournamentThereReadsOnElsewhere() {
    UUID cup = stage.tournament(10, 10);
    List<UUID> players = stage.players(3, 50);
    String path = "/v1/tournaments/" + cup + "/events";
    String lastId;
    try (var replica = new SecondReplica(system);
        var tail = new EventTail(replica.uri().resolve(path), null)) {
      Receipt receipt = client.submit(new Enroll(cup, players.get(0), null));
      var event = tail.await("the first seat", data -> enrolled(data) == 1);
      lastId = event.id();
      // Where the request is in the queue is where the tournament is.
      assertThat(lastId).startsWith(receipt.position().partition() + "-");
      assertThat(event.data().get("position").get("partition").asInt())
          .isEqualTo(receipt.position().partition());
      replica.kill();
      tail.awaitEnd();
    }
    // Nobody reads meanwhile.
    assertThat(client.decide(new Enroll(cup, players.get(1), null))).isInstanceOf(Enrolled.class);

    URI elsewhere = system.local().httpUri().resolve(path);
    try (var tail = new EventTail(elsewhere, lastId)) {
      tail.await("what was missed", data -> enrolled(data) == 2);
      assertThat(client.decide(new Enroll(cup, players.get(2), null))).isInstanceOf(Enrolled.class);
      lastId = tail.await("what follows", data -> enrolled(data) == 3).id();
      assertThat(tail.events()).extracting(event -> enrolled(event.data())).containsExactly(2, 3);
    }
    // Who missed nothing is told nothing, until something happens.
    try (var tail = new EventTail(elsewhere, lastId)) {
      stage.define(cup, 20, 10);
      tail.await("more seats", data -> data.get("capacity").asInt() == 20);
      assertThat(tail.events()).hasSize(1);
    }
  }

  private static int enrolled(JsonNode data) {
    return data.get("enrolled").asInt();
  }
}
