package dev.muster.ingest;

import static dev.muster.ingest.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.EventReader.Event;
import dev.muster.schemas.Topics;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.ResultHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TournamentEventsTest {
  private static final int PARTITIONS = 12;
  private static final UUID TOPIC = UUID.randomUUID();

  private final RunningApi api = new RunningApi("--muster.streams.heartbeat=200ms");
  private UUID id = UUID.randomUUID();
  private int partition;

  TournamentEventsTest() {
    api.results.begin(1);
    api.database.update(
        "INSERT INTO command_topic (name, topic_id, partition_count) VALUES (?, ?, ?)",
        Topics.TOURNAMENT_COMMANDS,
        TOPIC,
        PARTITIONS);
    for (int i = 0; i < PARTITIONS; i++) {
      api.database.update(
          """
          INSERT INTO partition_progress
            (topic_id, partition, epoch, next_offset, published_offset, owner, claimed_at)
          VALUES (?, ?, 1, 0, 0, 'w', now())
          """,
          TOPIC,
          i);
    }
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @BeforeEach
  void define() {
    id = UUID.randomUUID();
    partition =
        Utils.toPositive(Utils.murmur2(id.toString().getBytes(StandardCharsets.UTF_8)))
            % PARTITIONS;
    api.database.update(
        """
        INSERT INTO tournament (id, name, capacity, fee_credits, status, created_at, updated_at)
        VALUES (?, 'T', 1000, 0, 'OPEN', now(), now())
        """,
        id);
    decidedBelow(100);
  }

  private void decidedBelow(long offset) {
    api.database.update(
        "UPDATE partition_progress SET next_offset = ? WHERE topic_id = ? AND partition = ?",
        offset,
        TOPIC,
        partition);
  }

  private String path() {
    return "/v1/tournaments/" + id + "/events";
  }

  private ResultHeader header(CommandType type, long offset) {
    return new ResultHeader(
        UUID.randomUUID(),
        type,
        id,
        UUID.randomUUID(),
        MemoryLog.TIME,
        MemoryLog.TIME,
        new LogPosition(partition, offset));
  }

  private void enroll(long offset) {
    api.results.tell(new Enrolled(header(CommandType.ENROLL, offset), UUID.randomUUID(), 1, 1));
  }

  private void finish(String status) {
    api.database.update("UPDATE tournament SET status = ? WHERE id = ?", status, id);
    decidedBelow(201);
    api.results.tell(new Accepted(header(CommandType.CANCEL_TOURNAMENT, 200), 0L, null));
  }

  @Test
  void theStateIsToldAtOnceAndAsItChanges() throws Exception {
    try (var stream = new EventReader(api.to(path()))) {
      assertThat(stream.block()).isEqualTo("retry: 2000");
      Event first = stream.event();
      assertThat(first.name()).isEqualTo("tournament");
      assertThat(first.id()).isEqualTo(partition + "-100-0-1000-OPEN");
      assertThat(first.data())
          .isEqualTo(
              "{\"tournamentId\":\""
                  + id
                  + "\",\"status\":\"OPEN\",\"capacity\":1000,\"enrolled\":0,\"seatsLeft\":1000,"
                  + "\"position\":{\"partition\":"
                  + partition
                  + ",\"nextOffset\":100}}");
      // Counted by the read already.
      enroll(99);
      enroll(100);
      Event second = stream.event();
      assertThat(second.id()).isEqualTo(partition + "-101-1-1000-OPEN");
      assertThat(second.json().get("seatsLeft").asInt()).isEqualTo(999);
    }
  }

  @Test
  void aBurstIsOneEventASecond() throws Exception {
    try (var stream = new EventReader(api.to(path()))) {
      assertThat(stream.event().json().get("enrolled").asInt()).isZero();
      long start = System.nanoTime();
      for (int i = 0; i < 700; i++) {
        enroll(100 + i);
      }
      int events = 1;
      for (Event event = stream.event();
          event.json().get("enrolled").asInt() < 700;
          event = stream.event()) {
        events++;
      }
      assertThat(events).isEqualTo(1);
      assertThat(System.nanoTime() - start).isGreaterThan(600_000_000L);
    }
  }

  @Test
  void whoComesBackIsToldNothingUnlessSomethingChanged() throws Exception {
    String seen;
    try (var stream = new EventReader(api.to(path()))) {
      seen = stream.event().id();
    }
    try (var stream = new EventReader(api.to(path()), "Last-Event-ID", seen)) {
      assertThat(stream.block()).isEqualTo("retry: 2000");
      assertThat(stream.block()).isEqualTo(":");
      enroll(100);
      assertThat(event(stream).json().get("enrolled").asInt()).isEqualTo(1);
    }
    try (var stream = new EventReader(api.to(path()), "Last-Event-ID", seen)) {
      assertThat(stream.block()).isEqualTo("retry: 2000");
      Event newest = event(stream);
      assertThat(newest.json().get("enrolled").asInt()).isEqualTo(1);
      assertThat(newest.id()).startsWith(partition + "-101-");
    }
  }

  private static Event event(EventReader stream) throws IOException {
    return stream.event();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nonsense", "1-2-3", "-1-0-1-1-OPEN", "1-2-3-4-NONE", "99999999999-1-1-1-OPEN"})
  void whoSawSomethingElseIsToldTheState(String lastEventId) throws Exception {
    try (var stream = new EventReader(api.to(path()), "Last-Event-ID", lastEventId)) {
      assertThat(stream.event().json().get("enrolled").asInt()).isZero();
    }
  }

  @Test
  void whoKnowsMoreThanThisReplicaIsNotToldAnEarlierState() throws Exception {
    try (var stream = new EventReader(api.to(path()))) {
      assertThat(stream.event().json().get("enrolled").asInt()).isZero();
    }
    // Another replica heard of two seats, this one of none so far.
    api.database.update("UPDATE tournament SET enrolled_count = 2 WHERE id = ?", id);
    decidedBelow(102);
    String seenElsewhere = partition + "-102-2-1000-OPEN";
    try (var stream = new EventReader(api.to(path()), "Last-Event-ID", seenElsewhere)) {
      assertThat(stream.block()).isEqualTo("retry: 2000");
      assertThat(stream.block()).isEqualTo(":");
      enroll(100);
      enroll(101);
      enroll(102);
      assertThat(stream.event().json().get("enrolled").asInt()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CANCELLED", "COMPLETED"})
  void theLastStateEndsTheStreamForGood(String status) throws Exception {
    Event last;
    try (var stream = new EventReader(api.to(path()))) {
      assertThat(stream.event().json().get("status").asString()).isEqualTo("OPEN");
      finish(status);
      last = stream.event();
      assertThat(last.json().get("status").asString()).isEqualTo(status);
      assertThat(stream.block()).isNull();
    }
    assertThat(api.get(path(), "Last-Event-ID", last.id()).statusCode()).isEqualTo(204);
    try (var stream = new EventReader(api.to(path()), "Last-Event-ID", "1-1-0-1000-OPEN")) {
      assertThat(stream.event()).isEqualTo(last);
      assertThat(stream.block()).isNull();
    }
  }

  @Test
  void whatDoesNotExistHasNoStreamUntilItDoes() throws Exception {
    UUID later = UUID.randomUUID();
    String path = "/v1/tournaments/" + later + "/events";
    assertProblem(api.get(path), 404, "/problems/not-found");
    assertProblem(api.get("/v1/tournaments/x/events"), 400, "/problems/invalid-parameter");
    api.database.update(
        """
        INSERT INTO tournament (id, name, capacity, fee_credits, status, created_at, updated_at)
        VALUES (?, 'T', 5, 0, 'DRAFT', now(), now())
        """,
        later);
    try (var stream = new EventReader(api.to(path))) {
      assertThat(stream.event().json().get("seatsLeft").asInt()).isEqualTo(5);
    }
  }

  @Test
  void thePendingDocumentTellsTheSeatsLeft() {
    String location =
        api.send("POST", "/v1/enrollment-requests", RunningApi.enroll(id, UUID.randomUUID()))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    // The first to ask has it looked up.
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!RunningApi.json(api.get(location)).has("seatsLeft")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
    enroll(100);
    assertThat(RunningApi.json(api.get(location)).get("seatsLeft").asInt()).isEqualTo(999);
  }
}
