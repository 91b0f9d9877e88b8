package dev.muster.ingest;

import static dev.muster.ingest.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.EventReader.Event;
import java.util.UUID;
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
  private final RunningApi api = new RunningApi("--muster.streams.heartbeat=200ms");
  private SampleTournament tournament = new SampleTournament(api);

  TournamentEventsTest() {
    api.results.begin(1);
  }

  @BeforeEach
  void define() {
    tournament = new SampleTournament(api);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  private EventReader open(String... headers) {
    return new EventReader(api.to(tournament.events()), headers);
  }

  @Test
  void theStateIsToldAtOnceAndAsItChanges() throws Exception {
    try (var stream = open()) {
      assertThat(stream.block()).isEqualTo("retry: 2000");
      Event first = stream.event();
      assertThat(first.name()).isEqualTo("tournament");
      assertThat(first.id()).isEqualTo(tournament.partition + "-100-0-1000-OPEN");
      assertThat(first.data())
          .isEqualTo(
              "{\"tournamentId\":\""
                  + tournament.id
                  + "\",\"status\":\"OPEN\",\"capacity\":1000,\"enrolled\":0,\"seatsLeft\":1000,"
                  + "\"position\":{\"partition\":"
                  + tournament.partition
                  + ",\"nextOffset\":100}}");
      // Counted by the read already.
      tournament.enroll(99);
      tournament.enroll(100);
      Event second = stream.event();
      assertThat(second.id()).isEqualTo(tournament.partition + "-101-1-1000-OPEN");
      assertThat(second.json().get("seatsLeft").asInt()).isEqualTo(999);
    }
  }

  @Test
  void aBurstIsOneEventASecond() throws Exception {
    try (var stream = open()) {
      assertThat(stream.event().json().get("enrolled").asInt()).isZero();
      long start = System.nanoTime();
      for (int i = 0; i < 700; i++) {
        tournament.enroll(100 + i);
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
  void aLaterPositionAloneIsNoChange() throws Exception {
    String earlier = tournament.partition + "-90-0-1000-OPEN";
    try (var stream = open("Last-Event-ID", earlier)) {
      assertThat(stream.block()).isEqualTo("retry: 2000");
      assertThat(stream.block()).isEqualTo(":");
    }
  }

  @Test
  void whoComesBackIsToldNothingUnlessSomethingChanged() throws Exception {
    String seen;
    try (var stream = open()) {
      seen = stream.event().id();
    }
    try (var stream = open("Last-Event-ID", seen)) {
      assertThat(stream.block()).isEqualTo("retry: 2000");
      assertThat(stream.block()).isEqualTo(":");
      tournament.enroll(100);
      assertThat(stream.event().json().get("enrolled").asInt()).isEqualTo(1);
    }
    try (var stream = open("Last-Event-ID", seen)) {
      assertThat(stream.block()).isEqualTo("retry: 2000");
      Event newest = stream.event();
      assertThat(newest.json().get("enrolled").asInt()).isEqualTo(1);
      assertThat(newest.id()).startsWith(tournament.partition + "-101-");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nonsense", "1-2-3", "-1-0-1-1-OPEN", "1-2-3-4-NONE", "99999999999-1-1-1-OPEN"})
  void whoSawSomethingElseIsToldTheState(String lastEventId) throws Exception {
    try (var stream = open("Last-Event-ID", lastEventId)) {
      assertThat(stream.event().json().get("enrolled").asInt()).isZero();
    }
  }

  @Test
  void whoKnowsMoreThanThisReplicaIsNotToldAnEarlierState() throws Exception {
    try (var stream = open()) {
      assertThat(stream.event().json().get("enrolled").asInt()).isZero();
    }
    // Another replica heard of two seats, this one of none so far.
    tournament.taken(2);
    tournament.decidedBelow(102);
    String seenElsewhere = tournament.partition + "-102-2-1000-OPEN";
    try (var stream = open("Last-Event-ID", seenElsewhere)) {
      assertThat(stream.block()).isEqualTo("retry: 2000");
      assertThat(stream.block()).isEqualTo(":");
      tournament.enroll(100);
      tournament.enroll(101);
      tournament.enroll(102);
      assertThat(stream.event().json().get("enrolled").asInt()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CANCELLED", "COMPLETED"})
  void theLastStateEndsTheStreamForGood(String status) throws Exception {
    Event last;
    try (var stream = open()) {
      assertThat(stream.event().json().get("status").asString()).isEqualTo("OPEN");
      tournament.finish(status);
      last = stream.event();
      assertThat(last.json().get("status").asString()).isEqualTo(status);
      assertThat(stream.block()).isNull();
    }
    assertThat(api.get(tournament.events(), "Last-Event-ID", last.id()).statusCode())
        .isEqualTo(204);
    try (var stream = open("Last-Event-ID", "1-1-0-1000-OPEN")) {
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
        api.send(
                "POST",
                "/v1/enrollment-requests",
                RunningApi.enroll(tournament.id, UUID.randomUUID()))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    // The first to ask has it looked up.
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!RunningApi.json(api.get(location)).has("seatsLeft")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
    tournament.enroll(100);
    assertThat(RunningApi.json(api.get(location)).get("seatsLeft").asInt()).isEqualTo(999);
  }
}
