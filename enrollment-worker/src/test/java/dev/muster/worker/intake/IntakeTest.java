package dev.muster.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.worker.decision.BrokenDeciders;
import dev.muster.worker.decision.Decider;
import dev.muster.worker.store.PartitionProgress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The lane against a real database and a log that misbehaves.
class IntakeTest {
  private final WorkerOnFakeLog worker = new WorkerOnFakeLog();

  @AfterEach
  void stop() throws InterruptedException {
    worker.close();
  }

  @Test
  void everyRecordIsDecidedAndPublishedInOrderAndBothCursorsFollow() throws Exception {
    List<UUID> requests = worker.appendRefusedEnrolls(10);
    worker.start(new Decider());

    worker.awaitPublished(10);
    assertThat(worker.decided()).containsExactlyElementsOf(requests);
    assertThat(worker.published()).containsExactlyElementsOf(requests);
  }

  @Test
  void recordsHandedOutTwiceAreDropped() throws Exception {
    List<UUID> requests = worker.appendRefusedEnrolls(5);
    worker.start(new Decider());
    worker.awaitPublished(5);

    worker.log().repeatFrom(1);
    requests.addAll(worker.appendRefusedEnrolls(2));
    worker.awaitPublished(7);
    assertThat(worker.published()).containsExactlyElementsOf(requests);
  }

  @Test
  void aRecordThatTheLogLostParksThePartitionAfterEverythingBeforeItIsPublished() throws Exception {
    List<UUID> requests = worker.appendRefusedEnrolls(5);
    worker.log().lose(3);
    worker.start(new Decider());

    assertThat(worker.awaitParked()).contains("offset 3 is missing");
    worker.awaitPublished(3);
    assertThat(worker.published()).containsExactlyElementsOf(requests.subList(0, 3));
  }

  @Test
  void aLogThatWasTruncatedBelowWhatIsDecidedParksThePartition() throws Exception {
    worker.appendRefusedEnrolls(5);
    worker.start(new Decider());
    worker.awaitPublished(5);
    worker.stop();

    worker.log().truncate(2);
    worker.start(new Decider());
    assertThat(worker.awaitParked()).contains("decided up to offset 5").contains("ends at 2");
  }

  @Test
  void commandsThatWereDeletedBeforeTheyWereDecidedParkThePartition() throws Exception {
    worker.appendRefusedEnrolls(5);
    worker.log().deleteBefore(3);
    worker.start(new Decider());

    assertThat(worker.awaitParked()).contains("from offset 0").contains("starts at 3");
  }

  @Test
  void aStopEndsInTimeAndLeavesBothCursorsAtTheEnd() throws Exception {
    worker.appendRefusedEnrolls(50);
    worker.start(new Decider());
    worker.awaitPublished(50);
    worker.appendRefusedEnrolls(200);
    worker.stop();

    assertThat(
            worker
                .database()
                .texts("SELECT next_offset - published_offset FROM partition_progress"))
        .containsExactly("0");
    assertThat(worker.published()).containsExactlyElementsOf(worker.decided());
  }

  /// The thread is there, and does nothing: who looks on must not take that for life.
  @Test
  void aLoopThatHangsIsToldFromOneThatHasNothingToDo() throws Exception {
    CommandConsumer loop = worker.start(new Decider());
    worker.awaitPublished(0);
    var release = new CountDownLatch(1);
    worker.log().schedulePollTask(() -> awaitUninterrupted(release));

    while (loop.polledWithin(Duration.ofMillis(300))) {
      Thread.onSpinWait();
    }
    release.countDown();
    while (!loop.polledWithin(Duration.ofMillis(300))) {
      Thread.onSpinWait();
    }
    worker.appendRefusedEnrolls(1);
    worker.awaitPublished(1);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void garbageIsStoredAsAnOutcomeAndBlocksNothing() throws Exception {
    worker.log().append(new byte[] {(byte) 0xff, 0, 1});
    worker.log().append("{\"type\":\"ENROLL\"}".getBytes(StandardCharsets.UTF_8));
    worker.log().append(new byte[100_000]);
    worker.appendRefusedEnrolls(1);
    worker.start(new Decider());

    worker.awaitPublished(4);
    assertThat(worker.database().texts("SELECT reason FROM decision ORDER BY \"offset\""))
        .containsExactly(
            "MALFORMED_COMMAND", "MALFORMED_COMMAND", "MALFORMED_COMMAND", "TOURNAMENT_NOT_FOUND");
  }

  @Test
  void aWorkerThatLostThePartitionClaimsItAgainAndGoesOnWhereTheRowSays() throws Exception {
    worker.appendRefusedEnrolls(4);
    worker.start(new Decider());
    worker.awaitPublished(4);

    try (Connection connection = worker.database().worker().getConnection()) {
      PartitionProgress.claim(connection, worker.topicId(), 0, "a rival");
    }
    worker.appendRefusedEnrolls(4);
    worker.awaitPublished(8);
    assertThat(worker.database().texts("SELECT owner FROM partition_progress"))
        .containsExactly("test");
  }

  @Test
  void whatWasDecidedAndNotPublishedIsPublishedByTheNextClaim() throws Exception {
    List<UUID> requests = worker.appendRefusedEnrolls(6);
    worker.start(new Decider());
    worker.awaitPublished(6);
    worker.stop();

    worker.database().execute("UPDATE partition_progress SET published_offset = 2");
    worker.results().clear();
    worker.start(new Decider());
    worker.awaitPublished(6);
    assertThat(worker.published()).containsExactlyElementsOf(requests.subList(2, 6));
  }

  @Test
  void dataThatTheDatabaseRefusesFailsAloneAndItsNeighboursAreApplied() throws Exception {
    worker
        .database()
        .execute(
            """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.name = 'unlucky' THEN RAISE EXCEPTION 'planted' USING ERRCODE = '22023'; END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON tournament FOR EACH ROW EXECUTE FUNCTION refuse();
        """);
    for (String name : List.of("a", "b", "unlucky", "c", "d")) {
      worker.log().append(define(UUID.randomUUID(), name, 1));
    }
    worker.start(new Decider());

    worker.awaitPublished(5);
    assertThat(
            worker
                .database()
                .texts("SELECT coalesce(reason, outcome) FROM decision ORDER BY \"offset\""))
        .containsExactly("ACCEPTED", "ACCEPTED", "FAILED", "ACCEPTED", "ACCEPTED");
    assertThat(worker.database().texts("SELECT name FROM tournament ORDER BY name"))
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void aCoreThatOversellsIsStoppedByTheDatabaseAndNothingIsLost() throws Exception {
    UUID tournament = UUID.randomUUID();
    worker.log().append(define(tournament, "cup", 1));
    List<UUID> players = List.of(UUID.randomUUID(), UUID.randomUUID());
    for (UUID player : players) {
      worker
          .database()
          .update(
              "INSERT INTO player (id, credit_balance, created_at) VALUES (?, 0, now())", player);
      worker.log().append(new Enroll(tournament, player, null));
    }
    worker.start(BrokenDeciders.withoutCapacityRule());
    assertThat(worker.awaitParked()).contains("chk_enrolled_within_capacity hit twice");
    worker.stop();
    assertThat(
            worker
                .database()
                .texts(
                    "SELECT enrolled_count::text FROM tournament WHERE enrolled_count > capacity"))
        .isEmpty();

    worker
        .database()
        .execute("UPDATE partition_progress SET parked_reason = NULL, parked_at = NULL");
    worker.start(new Decider());
    worker.awaitPublished(3);
    assertThat(
            worker
                .database()
                .texts("SELECT coalesce(reason, outcome) FROM decision ORDER BY \"offset\""))
        .containsExactly("ACCEPTED", "ENROLLED", "TOURNAMENT_FULL");
  }

  @Test
  void aDefectOfTheCoreParksThePartition() throws Exception {
    worker.appendRefusedEnrolls(1);
    worker.start(BrokenDeciders.throwing());

    assertThat(worker.awaitParked()).contains("defect").contains("planted");
    assertThat(worker.decided()).isEmpty();
  }

  @Test
  void resultsThatCannotBeSentAreSentAgainInOrder() throws Exception {
    worker.results().sendException = new KafkaException("planted");
    List<UUID> requests = worker.appendRefusedEnrolls(5);
    worker.start(new Decider());
    worker.await(
        "SELECT count(*) FROM partition_progress WHERE next_offset > 0 AND epoch > 1", "1");

    worker.results().sendException = null;
    worker.awaitPublished(5);
    assertThat(worker.published()).containsExactlyElementsOf(requests);
  }

  @Test
  void aTopicThatIsNotWhatItWasParksItsPartitions() throws Exception {
    worker.appendRefusedEnrolls(2);
    CommandConsumer started = worker.start(new Decider());
    worker.awaitPublished(2);

    started.breakTopic(FakeLog.PARTITION.topic(), "made anew");
    assertThat(worker.awaitParked()).isEqualTo("made anew");
  }

  private static Command define(UUID id, String name, int capacity) {
    return new DefineTournament(
        id, name, capacity, 0, TournamentStatus.OPEN, null, null, RefundPolicy.FULL);
  }
}
