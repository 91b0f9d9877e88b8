package dev.muster.ingest;

import static dev.muster.ingest.Problems.assertProblem;
import static dev.muster.ingest.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.StatusCodec;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusTest {
  private final RunningApi api = new RunningApi();

  @AfterAll
  void stop() {
    api.close();
  }

  private String accept() {
    HttpResponse<String> response =
        api.send(
            "POST",
            "/v1/enrollment-requests",
            RunningApi.enroll(UUID.randomUUID(), UUID.randomUUID()));
    return response.headers().firstValue("Location").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "ENROLL|ENROLLED|-|-|70|-|30|\"creditsCharged\":70",
        "UNENROLL|UNENROLLED|-|-|-|35|65|\"creditsRefunded\":35",
        "DEFINE_TOURNAMENT|ACCEPTED|-|-|-|-|-|\"status\":\"ACCEPTED\"",
        "CANCEL_TOURNAMENT|ACCEPTED|-|-|-|900|-|\"creditsRefunded\":900",
        "GRANT_CREDITS|ACCEPTED|-|-|-|-|100|\"balanceAfter\":100",
        "ENROLL|REJECTED|TOURNAMENT_FULL|-|-|-|-|\"reason\":\"TOURNAMENT_FULL\"",
        "-|REJECTED|MALFORMED_COMMAND|is not JSON|-|-|-|\"detail\":\"is not JSON\"",
      })
  void aDecisionIsTheResultDocument(
      String type,
      String outcome,
      String reason,
      String detail,
      Long charged,
      Long refunded,
      Long balance,
      String expected)
      throws MalformedJsonException {
    // Not minted here: a console producer chooses its own ids, and finds its outcome all the same.
    UUID id = UUID.randomUUID();
    UUID tournament = UUID.randomUUID();
    boolean seat = outcome.endsWith("ENROLLED");
    api.database.update(
        """
        INSERT INTO decision (request_id, type, tournament_id, outcome, reason, detail, enrollment_id,
          credits_charged, credits_refunded, balance_after, submitted_at, decided_at, topic_id, partition, "offset")
        VALUES (?, ?, ?, ?, ?, ?, ?::uuid, ?::bigint, ?::bigint, ?::bigint, '2026-01-01 00:00:00.25Z', '2026-01-01 00:00:01Z', ?, 4, 17)
        """,
        id,
        type,
        tournament,
        outcome,
        reason,
        detail,
        seat ? UUID.randomUUID() : null,
        charged,
        refunded,
        balance,
        UUID.randomUUID());

    HttpResponse<String> response = api.get("/v1/enrollment-requests/" + id);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    assertThat(response.body())
        .contains(
            expected,
            "\"submittedAt\":\"2026-01-01T00:00:00.250Z\"",
            "\"queue\":{\"partition\":4,\"offset\":17}");
    // Byte for byte what a consumer of the results topic reads.
    var result = StatusCodec.decode(response.body().getBytes(StandardCharsets.UTF_8));
    assertThat(result.header().requestId()).isEqualTo(id);
    assertThat(result.header().tournamentId()).isEqualTo(tournament);
    assertThat(new String(StatusCodec.encode(result), StandardCharsets.UTF_8))
        .isEqualTo(response.body());
  }

  @SuppressWarnings("NullAway") // The table's empty cells come as null.
  @Test
  void aRequestIsPendingUntilItIsDecided() {
    String location = accept();

    HttpResponse<String> pending = api.get(location);
    assertThat(pending.statusCode()).isEqualTo(200);
    assertThat(json(pending).get("status").asString()).isEqualTo("PENDING");
    assertThat(pending.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(pending.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
    String tag = pending.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> unchanged = api.get(location, "If-None-Match", "\"x\", W/" + tag);
    assertThat(unchanged.statusCode()).isEqualTo(304);
    assertThat(unchanged.body()).isEmpty();
    assertThat(unchanged.headers().firstValue("ETag")).hasValue(tag);
    assertThat(unchanged.headers().firstValue("Retry-After")).hasValue("1");

    reject(location.substring(location.lastIndexOf('/') + 1), "TOURNAMENT_NOT_FOUND");
    HttpResponse<String> decided = api.get(location, "If-None-Match", tag);
    assertThat(decided.statusCode()).isEqualTo(200);
    assertThat(json(decided).get("reason").asString()).isEqualTo("TOURNAMENT_NOT_FOUND");
    assertThat(decided.headers().firstValue("Retry-After")).isEmpty();
    String newTag = decided.headers().firstValue("ETag").orElseThrow();
    assertThat(api.get(location, "If-None-Match", newTag).statusCode()).isEqualTo(304);
    assertThat(api.get(location, "If-None-Match", "*").statusCode()).isEqualTo(304);
  }

  @Test
  void anotherReplicaKnowsTheIdByItsProofAlone() {
    String location = accept();
    try (var replica = new RunningApi()) {
      HttpResponse<String> response = replica.get(location);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(json(response))
          .isEqualTo(
              json(
                  "{\"requestId\":\""
                      + location.substring(location.lastIndexOf('/') + 1)
                      + "\",\"status\":\"PENDING\"}"));
      assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    }
  }

  @Test
  void aForgedIdWasNeverIssued() {
    String id = accept().replaceFirst(".*/", "");
    char last = id.charAt(id.length() - 1);
    String flipped = id.substring(0, id.length() - 1) + (last == '0' ? '1' : '0');
    for (String forged : new String[] {flipped, UUID.randomUUID().toString(), id + "0", "x"}) {
      assertProblem(api.get("/v1/enrollment-requests/" + forged), 404, "/problems/not-found");
    }
  }

  @Test
  void headAnswersLikeGetWithoutTheBody() {
    String location = accept();
    HttpResponse<String> get = api.get(location);
    HttpResponse<String> head = api.send(api.to(location).HEAD());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("ETag")).isEqualTo(get.headers().firstValue("ETag"));
  }

  private void reject(String id, String reason) {
    api.database.update(
        """
        INSERT INTO decision (request_id, type, outcome, reason, submitted_at, decided_at, topic_id, partition, "offset")
        VALUES (?::uuid, 'ENROLL', 'REJECTED', ?, now(), now(), ?, 0, 0)
        """,
        id,
        reason,
        UUID.randomUUID());
  }
}
