package dev.muster.ingest;

import static dev.muster.ingest.RunningApi.enroll;
import static dev.muster.ingest.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.outcome.Samples;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What polling costs the database, and that nobody pays for it with a wrong answer.
@NullMarked
class StatusReadsTest {
  private static final String REQUESTS = "/v1/enrollment-requests/";

  private final RunningApi api = new RunningApi();
  private final UUID topic = UUID.randomUUID();

  @BeforeEach
  void hear() {
    api.results.begin(1);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static UUID accept(RunningApi api, String... headers) {
    var response =
        api.send(
            "POST", "/v1/enrollment-requests", enroll(new UUID(1, 2), new UUID(3, 4)), headers);
    assertThat(response.statusCode()).isEqualTo(202);
    return UUID.fromString(json(response).get("requestId").asString());
  }

  private UUID accept() {
    return accept(api);
  }

  private static JsonNode poll(RunningApi api, UUID id) {
    return json(api.get(REQUESTS + id));
  }

  private String status(UUID id) {
    return poll(api, id).get("status").asString();
  }

  private String statusAfterWaiting(UUID id) {
    var response = api.get(REQUESTS + id, "Prefer", "wait=20");
    return json(response).get("status").asString();
  }

  /// The worker commits a decision.
  private void decide(UUID id, long offset) {
    api.database.update(
        """
        INSERT INTO decision (request_id, type, outcome, reason, submitted_at, decided_at, topic_id, partition, "offset")
        VALUES (?, 'ENROLL', 'REJECTED', 'TOURNAMENT_FULL', now(), now(), ?, 3, ?)
        """,
        id,
        topic,
        offset);
  }

  /// The worker's cursors: every command below the first is decided, every result below the second
  /// is published.
  private void progress(long next, long published) {
    api.database.update(
        """
        INSERT INTO command_topic (name, topic_id, partition_count) VALUES ('muster.tournament.commands', ?, 12)
        """,
        topic);
    api.database.update(
        """
        INSERT INTO partition_progress (topic_id, partition, epoch, next_offset, published_offset, owner, claimed_at)
        VALUES (?, 3, 1, ?, ?, 'test', now())
        """,
        topic,
        next,
        published);
  }

  @Test
  void pollingOnesOwnRequestsCostsNoRead() {
    for (int i = 0; i < 20; i++) {
      UUID id = accept();
      assertThat(status(id)).isEqualTo("PENDING");
      assertThat(status(id)).isEqualTo("PENDING");
      api.results.tell(Samples.enrolled(id, i));
      assertThat(status(id)).isEqualTo("ENROLLED");
      assertThat(status(id)).isEqualTo("ENROLLED");
    }
    assertThat(api.statusReads()).isZero();
  }

  @Test
  void anotherReplicasRequestIsReadOnceAndThenHeardOf() {
    UUID id = accept();
    try (var replica = new RunningApi()) {
      replica.results.begin(1);
      for (int i = 0; i < 10; i++) {
        assertThat(poll(replica, id).get("status").asString()).isEqualTo("PENDING");
      }
      assertThat(replica.statusReads()).isEqualTo(1);
      replica.results.tell(Samples.enrolled(id, 0));
      assertThat(poll(replica, id).get("status").asString()).isEqualTo("ENROLLED");
      assertThat(replica.statusReads()).isEqualTo(1);
    }
  }

  @Test
  void anIdThatWasNeverIssuedIsNotRemembered() {
    UUID id = UUID.randomUUID();
    assertThat(api.get(REQUESTS + id).statusCode()).isEqualTo(404);
    // A console producer chooses its own ids, and may use it yet.
    decide(id, 0);
    assertThat(status(id)).isEqualTo("REJECTED");
  }

  @Test
  void afterAGapWhatWasPendingIsReadOnceMore() {
    UUID decidedInTheGap = accept();
    UUID stillPending = accept();
    decide(decidedInTheGap, 0);
    assertThat(status(decidedInTheGap)).isEqualTo("PENDING");

    api.results.begin(2);
    assertThat(status(decidedInTheGap)).isEqualTo("REJECTED");
    for (int i = 0; i < 10; i++) {
      assertThat(status(stillPending)).isEqualTo("PENDING");
    }
    assertThat(api.statusReads()).isEqualTo(2);
  }

  @Test
  void whoWaitsAcrossAGapHearsOfItAllTheSame() throws Exception {
    UUID id = accept();
    var waiting = api.sendAsync(api.to(REQUESTS + id).header("Prefer", "wait=30"));
    api.awaitWaiting(1);
    decide(id, 0);
    api.results.begin(2);
    var response = waiting.get(20, TimeUnit.SECONDS);
    assertThat(json(response).get("status").asString()).isEqualTo("REJECTED");
  }

  @Test
  void whileNothingIsHeardEveryPollAsksAndWaitsEndAllTheSame() throws Exception {
    api.results.breakOff();
    UUID id = accept();
    assertThat(status(id)).isEqualTo("PENDING");
    assertThat(status(id)).isEqualTo("PENDING");
    assertThat(api.statusReads()).isEqualTo(2);
    var waiting = api.sendAsync(api.to(REQUESTS + id).header("Prefer", "wait=30"));
    api.awaitWaiting(1);
    decide(id, 0);
    assertThat(json(waiting.get(20, TimeUnit.SECONDS)).get("status").asString())
        .isEqualTo("REJECTED");
  }

  @Test
  void resultsThatAreLateAreReadOnceTheDatabaseSaysThatTheyAreDecided() {
    UUID id = accept();
    UUID behind = accept();
    decide(id, 0);
    progress(1, 0);
    assertThat(statusAfterWaiting(id)).isEqualTo("REJECTED");
    int reads = api.statusReads();
    assertThat(reads).isPositive();
    // What is not decided is not asked for.
    assertThat(status(behind)).isEqualTo("PENDING");
    assertThat(api.statusReads()).isEqualTo(reads);
  }

  @Test
  void aRepeatThatIsPassedOverInSilenceIsReadWhenALaterOneIsHeardOf() {
    UUID id = accept(api, "Idempotency-Key", "k");
    decide(id, 0);
    api.results.tell(Samples.enrolled(UUID.randomUUID(), 1));
    assertThat(statusAfterWaiting(id)).isEqualTo("REJECTED");
  }

  @Test
  void aRequestOfAnotherReplicaIsReadAgainWhileTheBrokersAreSilent() {
    UUID id = accept();
    try (var replica = new RunningApi()) {
      replica.results.begin(1);
      assertThat(poll(replica, id).get("status").asString()).isEqualTo("PENDING");
      replica.results.loseTouch();
      replica.database.update(
          """
          INSERT INTO decision (request_id, type, outcome, reason, submitted_at, decided_at, topic_id, partition, "offset")
          VALUES (?, 'ENROLL', 'REJECTED', 'TOURNAMENT_FULL', now(), now(), ?, 3, 0)
          """,
          id,
          topic);
      var response = replica.get(REQUESTS + id, "Prefer", "wait=20");
      assertThat(json(response).get("status").asString()).isEqualTo("REJECTED");
    }
  }

  @Test
  void aRestartInMidWaitLosesNothing() throws Exception {
    UUID id = accept();
    var waiting = api.sendAsync(api.to(REQUESTS + id).header("Prefer", "wait=30"));
    api.awaitWaiting(1);
    api.stop();
    assertThat(json(waiting.get(20, TimeUnit.SECONDS)).get("status").asString())
        .isEqualTo("PENDING");
    decide(id, 0);

    try (var restarted = new RunningApi(api.database)) {
      restarted.results.begin(1);
      assertThat(poll(restarted, id).get("status").asString()).isEqualTo("REJECTED");
      assertThat(restarted.statusReads()).isEqualTo(1);
    }
  }

  @Test
  void withoutADatabaseWhatIsRememberedIsAnswered() throws Exception {
    UUID id = accept();
    api.database.close();
    assertThat(status(id)).isEqualTo("PENDING");
    var waiting = api.sendAsync(api.to(REQUESTS + id).header("Prefer", "wait=30"));
    api.awaitWaiting(1);
    api.results.tell(Samples.enrolled(id, 0));
    assertThat(json(waiting.get(20, TimeUnit.SECONDS)).get("status").asString())
        .isEqualTo("ENROLLED");
    assertThat(status(id)).isEqualTo("ENROLLED");
  }

  @Test
  void thePlaceInLineFallsAsResultsAreHeard() {
    UUID first = accept();
    UUID second = accept();
    UUID third = accept();
    // Nothing is known of the partition yet.
    assertThat(poll(api, third).get("queue").has("aheadAtMost")).isFalse();
    api.results.tell(Samples.enrolled(first, 0));
    assertThat(poll(api, third).at("/queue/aheadAtMost").asInt(-1)).isEqualTo(1);
    assertThat(poll(api, second).at("/queue/aheadAtMost").asInt(-1)).isZero();
    // A repeat does not push anybody back.
    api.results.tell(Samples.enrolled(second, 1));
    api.results.tell(Samples.enrolled(first, 0));
    assertThat(poll(api, third).at("/queue/aheadAtMost").asInt(-1)).isZero();
    assertThat(poll(api, first).get("queue").has("aheadAtMost")).isFalse();
  }
}
