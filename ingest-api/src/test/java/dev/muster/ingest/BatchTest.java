package dev.muster.ingest;

import static dev.muster.ingest.Problems.assertProblem;
import static dev.muster.ingest.RunningApi.enroll;
import static dev.muster.ingest.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.Enroll;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NullMarked
class BatchTest {
  private static final String PATH = "/v1/enrollment-requests/batch";
  private static final UUID TOURNAMENT = new UUID(7, 7);

  private final RunningApi api = new RunningApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private static String batch(List<String> items) {
    return "{\"requests\":[" + String.join(",", items) + "]}";
  }

  private static List<String> enrolls(int count) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(enroll(TOURNAMENT, new UUID(1, i)));
    }
    return items;
  }

  private List<String> ids() {
    return api.log.appended().stream().map(CommandEnvelope::requestId).map(UUID::toString).toList();
  }

  @Test
  void tenThousandKeepTheirOrderAndGetAnIdEach() {
    HttpResponse<String> response = api.send("POST", PATH, batch(enrolls(10_000)));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    var documents = json(response).get("requests");
    assertThat(documents.size()).isEqualTo(10_000);
    assertThat(new HashSet<>(ids())).hasSize(10_000);
    for (int i = 0; i < 10_000; i++) {
      var envelope = api.log.appended().get(i);
      assertThat(envelope.command()).isEqualTo(new Enroll(TOURNAMENT, new UUID(1, i), null));
      assertThat(documents.get(i).get("requestId").asString())
          .isEqualTo(envelope.requestId().toString());
      assertThat(documents.get(i).get("status").asString()).isEqualTo("PENDING");
      assertThat(documents.get(i).get("queue").get("offset").asInt()).isEqualTo(i);
    }
  }

  @Test
  void aRetriedBatchGetsTheSameIds() {
    String body = batch(enrolls(3));
    var first = json(api.send("POST", PATH, body, "Idempotency-Key", "b"));
    assertThat(json(api.send("POST", PATH, body, "Idempotency-Key", "b"))).isEqualTo(first);
    assertThat(new HashSet<>(ids())).hasSize(3);
    assertThat(api.log.appended()).hasSize(3);
    try (var replica = new RunningApi()) {
      replica.send("POST", PATH, body, "Idempotency-Key", "b");
      assertThat(replica.log.appended()).isEqualTo(api.log.appended());
    }
  }

  @Test
  void equalItemsOfABatchAreRequestsOfTheirOwn() {
    String same = enroll(TOURNAMENT, new UUID(1, 1));
    api.send("POST", PATH, batch(List.of(same, same)), "Idempotency-Key", "b");
    api.send("POST", "/v1/enrollment-requests", same, "Idempotency-Key", "b");
    assertThat(new HashSet<>(ids())).hasSize(3);
  }

  @Test
  void aChangedBatchUnderADecidedKeyIsRefusedAsAWhole() {
    api.send("POST", PATH, batch(enrolls(3)), "Idempotency-Key", "b");
    api.database.update(
        """
        INSERT INTO decision (request_id, type, outcome, reason, submitted_at, decided_at, topic_id, partition, "offset")
        VALUES (?::uuid, 'ENROLL', 'REJECTED', 'TOURNAMENT_FULL', now(), now(), ?, 0, 0)
        """,
        ids().get(1),
        UUID.randomUUID());
    var changed = enrolls(3);
    changed.set(1, enroll(TOURNAMENT, new UUID(9, 9)));

    HttpResponse<String> response = api.send("POST", PATH, batch(changed), "Idempotency-Key", "b");

    assertProblem(response, 422, "/problems/idempotency-key-reused");
    assertThat(api.log.appended()).hasSize(3);
  }

  @Test
  void oneBadItemRefusesAllBeforeAnythingIsAppended() {
    var items = enrolls(100);
    items.set(57, "{\"type\":\"ENROLL\"}");
    var problem =
        assertProblem(api.send("POST", PATH, batch(items)), 400, "/problems/invalid-body");
    assertThat(problem.get("errors").get(0).get("field").asString())
        .isEqualTo("requests[57].tournamentId");
    assertThat(api.log.appended()).isEmpty();
  }

  @Test
  void whatIsKnownOfEachItemIsToldWhenSomeGetNoReceipt() {
    // The third is refused at once, so the fourth is not even tried.
    api.log.misbehave(i -> i == 2, _ -> false);

    var problem =
        assertProblem(api.send("POST", PATH, batch(enrolls(4))), 503, "/problems/log-unavailable");

    assertThat(problem.get("requests").valueStream().map(item -> item.get("state").asString()))
        .containsExactly("APPENDED", "APPENDED", "UNKNOWN", "NOT_APPENDED");
    assertThat(problem.get("requests").get(0).get("requestId").asString())
        .isEqualTo(ids().getFirst());
    assertThat(api.log.calls()).isEqualTo(3);
  }

  @Test
  void theWaitForABatchIsBoundedAsAWhole() {
    // The first request of a cold process is slow in itself.
    api.send("POST", PATH, batch(enrolls(1)));
    api.log.misbehave(_ -> false, i -> i % 2 == 0);
    long start = System.nanoTime();

    var problem =
        assertProblem(api.send("POST", PATH, batch(enrolls(20))), 503, "/problems/log-unavailable");

    assertThat((System.nanoTime() - start) / 1_000_000).isBetween(3_500L, 5_000L);
    assertThat(problem.get("requests").get(0).get("state").asString()).isEqualTo("UNKNOWN");
    assertThat(problem.get("requests").get(1).get("state").asString()).isEqualTo("APPENDED");
  }
}
