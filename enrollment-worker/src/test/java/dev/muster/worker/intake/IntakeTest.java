package dev.muster.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.testing.TestDatabase;
import dev.muster.worker.BatchProcessor;
import dev.muster.worker.BatchStages;
import dev.muster.worker.decision.BrokenDeciders;
import dev.muster.worker.decision.Decider;
import dev.muster.worker.publish.ResultPublisher;
import dev.muster.worker.store.PartitionProgress;
import dev.muster.worker.store.PinTopic.Topic;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The lane against a real database and a log that misbehaves.
class IntakeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final UUID CUP = UUID.fromString("00000000-0000-0000-0000-00000000c0b0");

  private final UUID topicId = UUID.randomUUID();
  private FakeLog log = new FakeLog();
  private final AtomicReference<@Nullable Throwable> death = new AtomicReference<>();
  private final MockProducer<byte[], byte[]> results =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private TestDatabase database;
  private @Nullable CommandConsumer consumer;
  private @Nullable Thread thread;

  @BeforeEach
  void createDatabase() {
    database = TestDatabase.create();
  }

  @AfterEach
  void stop() throws InterruptedException {
    stopWorker();
    database.close();
    assertThat(death.get()).isNull();
  }

  @Test
  void everyRecordIsDecidedAndPublishedInOrderAndBothCursorsFollow() throws Exception {
    List<UUID> requests = appendRefusedEnrolls(10);
    startWorker(new Decider());

    awaitPublished(10);
    assertThat(decided()).containsExactlyElementsOf(requests);
    assertThat(published()).containsExactlyElementsOf(requests);
  }

  @Test
  void recordsHandedOutTwiceAreDropped() throws Exception {
    List<UUID> requests = appendRefusedEnrolls(5);
    startWorker(new Decider());
    awaitPublished(5);

    log.repeatFrom(1);
    requests.addAll(appendRefusedEnrolls(2));
    awaitPublished(7);
    assertThat(published()).containsExactlyElementsOf(requests);
  }

  @Test
  void aRecordThatTheLogLostParksThePartitionAfterEverythingBeforeItIsPublished() throws Exception {
    List<UUID> requests = appendRefusedEnrolls(5);
    log.lose(3);
    startWorker(new Decider());

    assertThat(awaitParked()).contains("offset 3 is missing");
    awaitPublished(3);
    assertThat(published()).containsExactlyElementsOf(requests.subList(0, 3));
  }

  @Test
  void garbageIsStoredAsAnOutcomeAndBlocksNothing() throws Exception {
    log.append(new byte[] {(byte) 0xff, 0, 1});
    log.append("{\"type\":\"ENROLL\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    log.append(new byte[100_000]);
    appendRefusedEnrolls(1);
    startWorker(new Decider());

    awaitPublished(4);
    assertThat(texts("SELECT reason FROM decision ORDER BY \"offset\""))
        .containsExactly(
            "MALFORMED_COMMAND", "MALFORMED_COMMAND", "MALFORMED_COMMAND", "TOURNAMENT_NOT_FOUND");
  }

  @Test
  void aWorkerThatLostThePartitionClaimsItAgainAndGoesOnWhereTheRowSays() throws Exception {
    appendRefusedEnrolls(4);
    startWorker(new Decider());
    awaitPublished(4);

    try (Connection connection = database.worker().getConnection()) {
      PartitionProgress.claim(connection, topicId, 0, "a rival");
    }
    appendRefusedEnrolls(4);
    awaitPublished(8);
    assertThat(texts("SELECT owner FROM partition_progress")).containsExactly("test");
  }

  @Test
  void whatWasDecidedAndNotPublishedIsPublishedByTheNextClaim() throws Exception {
    List<UUID> requests = appendRefusedEnrolls(6);
    startWorker(new Decider());
    awaitPublished(6);
    stopWorker();

    database.execute("UPDATE partition_progress SET published_offset = 2");
    results.clear();
    startWorker(new Decider());
    awaitPublished(6);
    assertThat(published()).containsExactlyElementsOf(requests.subList(2, 6));
  }

  @Test
  void dataThatTheDatabaseRefusesFailsAloneAndItsNeighboursAreApplied() throws Exception {
    database.execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.name = 'unlucky' THEN RAISE EXCEPTION 'planted' USING ERRCODE = '22023'; END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON tournament FOR EACH ROW EXECUTE FUNCTION refuse();
        """);
    for (String name : List.of("a", "b", "unlucky", "c", "d")) {
      log.append(define(homeless(), name, 1));
    }
    startWorker(new Decider());

    awaitPublished(5);
    assertThat(texts("SELECT coalesce(reason, outcome) FROM decision ORDER BY \"offset\""))
        .containsExactly("ACCEPTED", "ACCEPTED", "FAILED", "ACCEPTED", "ACCEPTED");
    assertThat(texts("SELECT name FROM tournament ORDER BY name"))
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void aCoreThatOversellsIsStoppedByTheDatabaseAndNothingIsLost() throws Exception {
    UUID tournament = homeless();
    log.append(define(tournament, "cup", 1));
    List<UUID> players = List.of(UUID.randomUUID(), UUID.randomUUID());
    for (UUID player : players) {
      database.execute(
          "INSERT INTO player (id, credit_balance, created_at) VALUES ('"
              + player
              + "', 0, now())");
      log.append(new Enroll(tournament, player, null));
    }
    startWorker(BrokenDeciders.withoutCapacityRule());
    assertThat(awaitParked()).contains("chk_enrolled_within_capacity hit twice");
    stopWorker();
    assertThat(texts("SELECT enrolled_count::text FROM tournament WHERE enrolled_count > capacity"))
        .isEmpty();

    database.execute("UPDATE partition_progress SET parked_reason = NULL, parked_at = NULL");
    startWorker(new Decider());
    awaitPublished(3);
    assertThat(texts("SELECT coalesce(reason, outcome) FROM decision ORDER BY \"offset\""))
        .containsExactly("ACCEPTED", "ENROLLED", "TOURNAMENT_FULL");
  }

  @Test
  void aDefectOfTheCoreParksThePartition() throws Exception {
    appendRefusedEnrolls(1);
    startWorker(BrokenDeciders.throwing());

    assertThat(awaitParked()).contains("defect").contains("planted");
    assertThat(decided()).isEmpty();
  }

  @Test
  void resultsThatCannotBeSentAreSentAgainInOrder() throws Exception {
    results.sendException = new org.apache.kafka.common.KafkaException("planted");
    List<UUID> requests = appendRefusedEnrolls(5);
    startWorker(new Decider());
    await("SELECT count(*)::text FROM partition_progress WHERE next_offset > 0 AND epoch > 1", "1");

    results.sendException = null;
    awaitPublished(5);
    assertThat(published()).containsExactlyElementsOf(requests);
  }

  @Test
  void aTopicThatIsNotWhatItWasParksItsPartitions() throws Exception {
    appendRefusedEnrolls(2);
    CommandConsumer started = startWorker(new Decider());
    awaitPublished(2);

    started.breakTopic(FakeLog.PARTITION.topic(), "made anew");
    assertThat(awaitParked()).isEqualTo("made anew");
  }

  private List<UUID> appendRefusedEnrolls(int count) {
    List<UUID> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      requests.add(log.append(new Enroll(CUP, UUID.randomUUID(), null)));
    }
    return requests;
  }

  private static Command define(UUID id, String name, int capacity) {
    return new DefineTournament(
        id, name, capacity, 0, TournamentStatus.OPEN, null, null, RefundPolicy.FULL);
  }

  /// One partition in all, so every id is at home in it.
  private static UUID homeless() {
    return UUID.randomUUID();
  }

  private CommandConsumer startWorker(Decider decider) {
    var processor = new BatchProcessor(database.worker(), decider, BatchStages.NONE);
    var equipment =
        new PartitionLane.Equipment(
            "test",
            database.worker(),
            new BatchRunner(processor, Clock.systemUTC()),
            new ResultPublisher(results),
            log,
            new BatchLimits(4, 1_000_000),
            death::set);
    var topic = new Topic(FakeLog.PARTITION.topic(), topicId, 1);
    var started = new CommandConsumer(log, Map.of(topic.name(), topic), equipment);
    log.schedulePollTask(() -> log.rebalance(List.of(FakeLog.PARTITION)));
    consumer = started;
    thread = Thread.ofPlatform().start(started);
    return started;
  }

  private void stopWorker() throws InterruptedException {
    if (consumer != null && thread != null) {
      consumer.stop();
      thread.join();
      log = log.again();
    }
    consumer = null;
  }

  private void awaitPublished(long offset) throws Exception {
    await("SELECT published_offset::text FROM partition_progress", String.valueOf(offset));
  }

  private String awaitParked() throws Exception {
    await("SELECT count(parked_reason)::text FROM partition_progress", "1");
    return texts("SELECT parked_reason FROM partition_progress").getFirst();
  }

  private void await(String sql, String expected) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> found = List.of();
    while (System.nanoTime() < deadline) {
      found = texts(sql);
      if (found.equals(List.of(expected))) {
        return;
      }
      Thread.onSpinWait();
    }
    assertThat(found).as(sql).containsExactly(expected);
  }

  private List<UUID> decided() throws SQLException {
    return texts("SELECT request_id::text FROM decision ORDER BY \"offset\"").stream()
        .map(UUID::fromString)
        .toList();
  }

  private List<UUID> published() {
    return results.history().stream()
        .map(each -> dev.muster.schemas.wire.RecordHeaders.requestId(each.headers()))
        .toList();
  }

  private List<String> texts(String sql) throws SQLException {
    try (Connection connection = database.superuser().getConnection();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (row.next()) {
        texts.add(row.getString(1));
      }
      return texts;
    }
  }
}
