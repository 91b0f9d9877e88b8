package dev.muster.ingest;

import static dev.muster.ingest.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.EventReader.Event;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import dev.muster.schemas.wire.StatusCodec;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@NullMarked
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestEventsTest {
  private final RunningApi api = new RunningApi("--muster.streams.heartbeat=200ms");

  RequestEventsTest() {
    api.results.begin(1);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  private JsonNode accept() {
    return RunningApi.json(
        api.send(
            "POST",
            "/v1/enrollment-requests",
            RunningApi.enroll(UUID.randomUUID(), UUID.randomUUID())));
  }

  private static String path(JsonNode accepted) {
    return "/v1/enrollment-requests/" + accepted.get("requestId").asString() + "/events";
  }

  /// The refusal of an accepted request.
  static Result refusal(JsonNode accepted) {
    JsonNode queue = accepted.get("queue");
    return new Rejected(
        new ResultHeader(
            UUID.fromString(accepted.get("requestId").asString()),
            CommandType.ENROLL,
            UUID.fromString(accepted.get("tournamentId").asString()),
            UUID.fromString(accepted.get("playerId").asString()),
            MemoryLog.TIME,
            MemoryLog.TIME,
            new LogPosition(queue.get("partition").asInt(), queue.get("offset").asLong())),
        RejectionReason.TOURNAMENT_NOT_FOUND,
        null);
  }

  private static String document(Result result) {
    return new String(StatusCodec.encode(result), StandardCharsets.UTF_8);
  }

  @Test
  void theStreamTellsWhereItStandsAtOnceThenTheOutcomeThenEnds() throws Exception {
    JsonNode accepted = accept();
    Result refusal = refusal(accepted);
    try (var stream = new EventReader(api.to(path(accepted)))) {
      assertThat(stream.response().statusCode()).isEqualTo(200);
      assertThat(stream.response().headers().firstValue("Content-Type"))
          .hasValue("text/event-stream");
      assertThat(stream.response().headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(stream.response().headers().firstValue("X-Accel-Buffering")).hasValue("no");
      assertThat(stream.response().headers().firstValue("Content-Length")).isEmpty();
      assertThat(stream.block()).isEqualTo("retry: 2000");
      Event pending = stream.event();
      assertThat(pending.name()).isEqualTo("status");
      assertThat(pending.id()).isEqualTo("pending");
      assertThat(pending.json().get("status").asString()).isEqualTo("PENDING");
      assertThat(pending.json().get("queue")).isNotNull();

      api.results.tell(refusal);
      Event outcome = stream.event();
      assertThat(outcome.name()).isEqualTo("status");
      assertThat(outcome.data()).isEqualTo(document(refusal));
      assertThat(stream.block()).isNull();

      HttpResponse<String> again = api.get(path(accepted), "Last-Event-ID", outcome.id());
      assertThat(again.statusCode()).isEqualTo(204);
      assertThat(again.body()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "9-9", "?"})
  void whoDidNotSeeTheOutcomeIsToldItOnTheirReturn(String lastEventId) throws Exception {
    JsonNode accepted = accept();
    Result refusal = refusal(accepted);
    api.results.tell(refusal);
    try (var stream = new EventReader(api.to(path(accepted)), "Last-Event-ID", lastEventId)) {
      assertThat(stream.event().data()).isEqualTo(document(refusal));
      assertThat(stream.block()).isNull();
    }
  }

  @Test
  void thePlaceInLineIsToldAsItChangesButNotMoreOftenThanEveryOtherSecond() throws Exception {
    JsonNode[] before = {accept(), accept(), accept()};
    JsonNode accepted = accept();
    api.results.tell(refusal(before[0]));
    try (var stream = new EventReader(api.to(path(accepted)))) {
      assertThat(stream.event().json().get("queue").get("aheadAtMost").asLong()).isEqualTo(2);
      long start = System.nanoTime();
      api.results.tell(refusal(before[1]));
      api.results.tell(refusal(before[2]));
      assertThat(stream.event().json().get("queue").get("aheadAtMost").asLong()).isZero();
      assertThat(System.nanoTime() - start).isGreaterThan(1_500_000_000L);
    }
  }

  @Test
  void anOutcomeThatTheFeedDoesNotTellIsReadFromTheDatabase() throws Exception {
    JsonNode accepted = accept();
    try (var stream = new EventReader(api.to(path(accepted)))) {
      assertThat(stream.event().id()).isEqualTo("pending");
      api.database.update(
          """
          INSERT INTO decision (request_id, type, outcome, reason, submitted_at, decided_at, topic_id, partition, "offset")
          VALUES (?::uuid, 'ENROLL', 'REJECTED', 'TOURNAMENT_FULL', now(), now(), ?, 3, 17)
          """,
          accepted.get("requestId").asString(),
          UUID.randomUUID());
      api.results.begin(2);
      Event outcome = stream.event();
      assertThat(outcome.json().get("reason").asString()).isEqualTo("TOURNAMENT_FULL");
      assertThat(outcome.id()).isEqualTo("3-17");
      assertThat(stream.block()).isNull();
    }
  }

  @Test
  void aSilentStreamBeats() throws Exception {
    try (var stream = new EventReader(api.to(path(accept())))) {
      assertThat(stream.event().id()).isEqualTo("pending");
      for (int i = 0; i < 3; i++) {
        assertThat(stream.block()).isEqualTo(":");
      }
    }
  }

  @Test
  void whatWasNeverIssuedHasNoStream() {
    for (String id : new String[] {UUID.randomUUID().toString(), "x"}) {
      assertProblem(
          api.get("/v1/enrollment-requests/" + id + "/events"), 404, "/problems/not-found");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/event-stream|200",
        "*/*|200",
        "text/*;q=0.1, application/json|200",
        "application/json, text/event-stream;q=0.5|200",
        "nonsense|200",
        "application/json|406",
        "text/event-stream;q=0, */*|406",
        "text/*;q=0, */*;q=1|406",
      })
  void whoDoesNotTakeEventStreamsGetsNone(String accept, int status) {
    JsonNode accepted = accept();
    api.results.tell(refusal(accepted));
    HttpResponse<String> response = api.get(path(accepted), "Accept", accept);
    assertThat(response.statusCode()).isEqualTo(status);
    if (status == 406) {
      assertProblem(response, 406, "/problems/not-acceptable");
    }
  }

  @Test
  void headAnswersWithTheHeadersAlone() {
    HttpResponse<String> head =
        api.send(api.to(path(accept())).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    assertThat(head.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(head.headers().firstValue("Content-Length")).isEmpty();
    assertThat(head.body()).isEmpty();
    assertProblem(api.send("POST", path(accept()), "{}"), 405, "/problems/method-not-allowed");
  }
}
