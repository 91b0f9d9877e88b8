package dev.muster.ingest;

import static dev.muster.ingest.Problems.assertProblem;
import static dev.muster.ingest.RunningApi.enroll;
import static dev.muster.ingest.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyTest {
  private final RunningApi api = new RunningApi();
  private final UUID tournament = UUID.randomUUID();
  private final UUID player = UUID.randomUUID();

  @AfterAll
  void stop() {
    api.close();
  }

  private HttpResponse<String> post(String key, String body) {
    return api.send("POST", "/v1/enrollment-requests", body, "Idempotency-Key", key);
  }

  private static String id(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return json(response).get("requestId").asString();
  }

  private void decide(String id, String reason) {
    api.database.update(
        """
        INSERT INTO decision (request_id, type, outcome, reason, submitted_at, decided_at, topic_id, partition, "offset")
        VALUES (?::uuid, 'ENROLL', 'REJECTED', ?, now(), now(), ?, 0, 0)
        """,
        id,
        reason,
        UUID.randomUUID());
  }

  @Test
  void aRetryIsTheSameRequestOnEveryReplicaAndAfterARestart() {
    String body = enroll(tournament, player);
    String first = id(post("retry", body));
    int appended = api.log.appended().size();
    assertThat(id(post("retry", body))).isEqualTo(first);
    // Another spelling of the key and of the body is no other key and no other body.
    assertThat(id(post("\"retry\"", body.replace(",", " ,\n")))).isEqualTo(first);
    // It is on the log already, and this replica knows it.
    assertThat(api.log.appended()).hasSize(appended);
    try (var replica = new RunningApi()) {
      HttpResponse<String> again =
          replica.send("POST", "/v1/enrollment-requests", body, "Idempotency-Key", "retry");
      assertThat(id(again)).isEqualTo(first);
      // This one cannot know, so the worker gets to see the repeat.
      assertThat(replica.log.appended()).hasSize(1);
    }
  }

  @Test
  void withoutAKeyARetryIsAnotherRequest() {
    String body = enroll(tournament, player);
    String first = id(api.send("POST", "/v1/enrollment-requests", body));
    assertThat(id(api.send("POST", "/v1/enrollment-requests", body))).isNotEqualTo(first);
  }

  @Test
  void anotherBodyUnderADecidedKeyIsRefusedAndNotAppended() {
    String owner = id(post("owned", enroll(tournament, player)));
    decide(owner, "TOURNAMENT_FULL");
    int appended = api.log.appended().size();

    HttpResponse<String> response = post("owned", enroll(tournament, UUID.randomUUID()));

    assertProblem(response, 422, "/problems/idempotency-key-reused");
    assertThat(api.log.appended()).hasSize(appended);
    assertThat(id(post("owned", enroll(tournament, player)))).isEqualTo(owner);
  }

  @Test
  void anotherBodyUnderAnUndecidedKeyIsLeftToTheWorker() {
    String first = id(post("undecided", enroll(tournament, player)));
    String second = id(post("undecided", enroll(tournament, UUID.randomUUID())));
    assertThat(second).isNotEqualTo(first);
    var last = api.log.appended().reversed();
    assertThat(last.get(0).requestId()).hasToString(second);
    assertThat(last.get(0).idempotencyKey()).isNotNull().isEqualTo(last.get(1).idempotencyKey());
  }

  @Test
  void theLoserOfAKeyDoesNotRefuseItsOwner() {
    // Another replica took the owner first; here the loser was seen first and is remembered.
    String loser = id(post("lost", enroll(tournament, UUID.randomUUID())));
    decide(loser, "IDEMPOTENCY_KEY_REUSED");
    assertThat(post("lost", enroll(tournament, player)).statusCode()).isEqualTo(202);
  }

  @Test
  void keysBelongToTheThingTheyWereUsedOn() {
    String body = "{\"amount\":1,\"reason\":\"r\"}";
    String credits = "/v1/players/" + player + "/credits";
    String first = id(api.send("POST", credits, body, "Idempotency-Key", "k"));
    assertThat(id(api.send("POST", credits, body, "Idempotency-Key", "k"))).isEqualTo(first);
    String upper = "/v1/players/" + player.toString().toUpperCase(Locale.ROOT) + "/credits";
    assertThat(id(api.send("POST", upper, body, "Idempotency-Key", "k"))).isEqualTo(first);
    var one = api.log.appended().getLast();
    String other = "/v1/players/" + UUID.randomUUID() + "/credits";
    assertThat(id(api.send("POST", other, body, "Idempotency-Key", "k"))).isNotEqualTo(first);
    assertThat(api.log.appended().getLast().idempotencyKey()).isNotEqualTo(one.idempotencyKey());
  }

  @Test
  void everyCommandTakesAKey() {
    String define = "{\"name\":\"n\",\"capacity\":1,\"feeCredits\":1,\"status\":\"OPEN\"}";
    String[][] commands = {
      {"PUT", "/v1/tournaments/" + tournament, define},
      {"POST", "/v1/tournaments/" + tournament + "/cancel", "{\"reason\":\"r\"}"},
      {"PUT", "/v1/players/" + player, "{}"},
    };
    for (String[] command : commands) {
      String first = id(api.send(command[0], command[1], command[2], "Idempotency-Key", "x"));
      String again = id(api.send(command[0], command[1], command[2], "Idempotency-Key", "x"));
      assertThat(again).isEqualTo(first);
    }
  }
}
