package dev.muster.quickstart.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.request.RequestIds;
import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Race;
import dev.muster.quickstart.client.Receipt;
import dev.muster.quickstart.client.Reply;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.Unenroll;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a replica of the API promises holds on every replica and after every restart.
@ExtendWith(SharedSystem.class)
class ReplicasTest {
  private final RunningSystem system;
  private final MusterClient client;
  private final Stage stage;

  ReplicasTest(RunningSystem system) {
    this.system = system;
    this.client = system.client();
    this.stage = new Stage(client);
  }

  @Test
  void aKeyWithAnotherBodyIsRefusedAtOnceWhereItIsKnown() {
    UUID cup = stage.tournament(10, 50);
    UUID player = stage.player(100);
    Receipt first = client.submit(new Enroll(cup, player, null), player + " key");
    assertThat(client.await(first.requestId())).isInstanceOf(Enrolled.class);

    Reply reply = client.send(new Unenroll(cup, player), player + " key").expect(422);

    assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(reply.json().get("type").asString()).isEqualTo("/problems/idempotency-key-reused");
    assertThat(stage.seenTournament(cup).enrolled()).isEqualTo(1);
  }

  @Test
  void anIdThatWasNeverIssuedIsNotFound() {
    UUID cup = UUID.randomUUID();
    UUID player = UUID.randomUUID();
    UUID issued = client.submit(new Enroll(cup, player, null)).requestId();
    UUID ofAnotherSecret =
        new RequestIds("not the secret of this system, but as long")
            .envelope(new Enroll(cup, player, null), null)
            .requestId();
    var proofChanged =
        new UUID(issued.getMostSignificantBits(), issued.getLeastSignificantBits() ^ 1);
    var payloadChanged =
        new UUID(issued.getMostSignificantBits() ^ (1L << 40), issued.getLeastSignificantBits());

    assertThat(client.status(issued).status()).isEqualTo(200);
    assertThat(List.of(ofAnotherSecret, proofChanged, payloadChanged, UUID.randomUUID()))
        .allSatisfy(
            id -> {
              Reply reply = client.status(id).expect(404);
              assertThat(reply.headers().firstValue("Content-Type"))
                  .contains("application/problem+json");
            });
    client.get("/v1/enrollment-requests/not-an-id").expect(404);
  }

  @Test
  void aKeyBelongsToItsFirstRequestOnEveryReplicaAndAfterARestart() {
    UUID cup = stage.tournament(100, 50);
    UUID player = stage.player(100);
    var enroll = new Enroll(cup, player, null);
    Receipt first = client.submit(enroll, player + " key");
    try (var replica = new SecondReplica(system)) {
      // The stranger first: once a replica has seen the rightful request, it refuses at once.
      requireRefusedByDecision(replica.client(), new Unenroll(cup, player), player + " key");
      requireKept(replica.client(), first, enroll, player + " key");
      replica.restart();
      requireRefusedByDecision(replica.client(), new Enroll(cup, player, 50L), player + " key");
      requireKept(replica.client(), first, enroll, player + " key");
      requireOneOfTwoBodies(replica.client(), cup);
    }
    assertThat(stage.seenPlayer(player).ledger()).containsExactly(100L, -50L);
  }

  /// Same key and body: the same request, whoever is asked.
  private void requireKept(MusterClient replica, Receipt first, Enroll enroll, String key) {
    assertThat(replica.submit(enroll, key).requestId()).isEqualTo(first.requestId());
    Result there = replica.await(first.requestId());
    assertThat(there).isInstanceOf(Enrolled.class).isEqualTo(client.await(first.requestId()));
  }

  /// Same key, another body, and nobody there who remembers: a request of its own, never executed.
  private static void requireRefusedByDecision(MusterClient replica, Command other, String key) {
    assertThat(replica.await(replica.submit(other, key).requestId()))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected ->
                assertThat(rejected.reason()).isEqualTo(RejectionReason.IDEMPOTENCY_KEY_REUSED));
  }

  /// Each key comes with one body to one replica and with another to the other, at the same moment.
  private void requireOneOfTwoBodies(MusterClient replica, UUID cup) {
    List<UUID> players = stage.players(20, 100);
    List<Callable<Receipt>> calls = new ArrayList<>();
    for (UUID player : players) {
      calls.add(() -> client.submit(new Enroll(cup, player, null), player + " race"));
      calls.add(() -> replica.submit(new Enroll(cup, player, 50L), player + " race"));
    }
    List<Result> results = client.awaitAll(Race.run(calls));
    assertThat(Stage.tally(results))
        .isEqualTo(Map.of("ENROLLED", 20L, "IDEMPOTENCY_KEY_REUSED", 20L));
    assertThat(Stage.only(Enrolled.class, results))
        .extracting(enrolled -> enrolled.header().playerId())
        .containsExactlyInAnyOrderElementsOf(players);
  }
}
