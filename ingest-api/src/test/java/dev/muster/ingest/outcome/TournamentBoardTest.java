package dev.muster.ingest.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.ingest.MemoryResults;
import dev.muster.ingest.read.Standing;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.result.LogPosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;

@NullMarked
class TournamentBoardTest {
  private final SimulatedTournament tournament = new SimulatedTournament();
  private final MemoryResults results = new MemoryResults();
  private final Queue<Runnable> readsDue = new ArrayDeque<>();
  private Function<UUID, Optional<Standing>> database = _ -> tournament.now();
  private long nanos = 1;
  private int reads;
  private int told;
  private final TournamentBoard board =
      new TournamentBoard(
          results,
          id -> {
            reads++;
            return database.apply(id);
          },
          readsDue::add,
          () -> nanos);

  TournamentBoardTest() {
    results.listen(board);
    results.begin(1);
  }

  /// Publishes what is decided and not published yet.
  private void tellAll() {
    while (told < tournament.offset()) {
      results.tell(tournament.result(told++));
    }
  }

  private void readAll() {
    while (!readsDue.isEmpty()) {
      readsDue.remove().run();
    }
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  /// Asks until nothing is read any more.
  private Optional<Standing> settled() {
    Standing known = board.known(tournament.id);
    while (!readsDue.isEmpty()) {
      readAll();
      pass(Duration.ofSeconds(1));
      known = board.known(tournament.id);
    }
    return Optional.ofNullable(known);
  }

  @Test
  void theFirstToAskLearnsNothingAndTheNextEverything() {
    tournament.define(10);
    tournament.enroll();
    assertThat(board.seatsLeft(tournament.id)).isEmpty();
    readAll();
    assertThat(board.seatsLeft(tournament.id)).isEqualTo(OptionalLong.of(9));
    assertThat(board.known(tournament.id)).isEqualTo(tournament.now().orElseThrow());
  }

  @Test
  void resultsMoveItOnAndRepeatsDoNot() {
    tournament.define(10);
    tournament.enroll();
    settled();
    tournament.enroll();
    tournament.enroll();
    tournament.unenroll();
    tellAll();
    assertThat(board.seatsLeft(tournament.id)).isEqualTo(OptionalLong.of(8));

    told = 0;
    tellAll();
    assertThat(board.seatsLeft(tournament.id)).isEqualTo(OptionalLong.of(8));
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void pollingCostsTwoReadsAMinute() {
    tournament.define(1_000_000);
    for (int second = 0; second < 600; second++) {
      for (int i = 0; i < 100; i++) {
        tournament.enroll();
        tellAll();
        var _ = board.seatsLeft(tournament.id);
      }
      readAll();
      pass(Duration.ofSeconds(1));
    }
    assertThat(reads).isBetween(19, 21);
  }

  @Test
  void aDefinitionCostsARead() {
    tournament.define(10);
    settled();
    tournament.define(20);
    tellAll();
    pass(Duration.ofSeconds(1));
    assertThat(settled().orElseThrow().capacity()).isEqualTo(20);
    tournament.enroll();
    tournament.cancel();
    tellAll();
    pass(Duration.ofSeconds(1));
    Standing end = settled().orElseThrow();
    assertThat(end.status()).isEqualTo(TournamentStatus.CANCELLED);
    assertThat(end.enrolled()).isZero();
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void manyDefinitionsInARowCostFewReads() {
    tournament.define(10);
    settled();
    for (int i = 0; i < 1000; i++) {
      tournament.define(10 + i);
      tellAll();
      var _ = board.seatsLeft(tournament.id);
      readAll();
      pass(Duration.ofMillis(1));
    }
    pass(Duration.ofSeconds(1));
    assertThat(settled()).isEqualTo(tournament.now());
    assertThat(reads).isLessThan(8);
  }

  @Test
  void whatIsNotKnownForSureIsNotTold() {
    tournament.define(10);
    settled();
    assertThat(board.seatsLeft(tournament.id)).hasValue(10);
    results.breakOff();
    pass(Duration.ofSeconds(4));
    assertThat(board.seatsLeft(tournament.id)).hasValue(10);
    pass(Duration.ofSeconds(4));
    assertThat(board.seatsLeft(tournament.id)).isEmpty();
    readAll();
    assertThat(board.seatsLeft(tournament.id)).hasValue(10);
  }

  @Test
  void withoutResultsItIsReadEveryOtherSecond() {
    results.loseTouch();
    tournament.define(1_000);
    for (int i = 0; i < 600; i++) {
      tournament.enroll();
      var _ = board.seatsLeft(tournament.id);
      readAll();
      pass(Duration.ofMillis(100));
    }
    assertThat(reads).isBetween(25, 31);
  }

  @Test
  void whoWaitsGetsTheTruthOrTheFailure() {
    tournament.define(10);
    var failing = new Object();
    database =
        _ -> {
          throw new QueryTimeoutException(failing.toString());
        };
    var direct = new TournamentBoard(results, database, Runnable::run, () -> nanos);
    assertThatThrownBy(() -> direct.find(tournament.id)).isInstanceOf(DataAccessException.class);
    var answering = new TournamentBoard(results, _ -> tournament.now(), Runnable::run, () -> nanos);
    assertThat(answering.find(tournament.id)).isEqualTo(tournament.now());
    assertThat(answering.find(UUID.randomUUID())).isEqualTo(tournament.now());
  }

  @Test
  void aReadThatFailsForgetsNothing() {
    tournament.define(10);
    tournament.enroll();
    settled();
    results.loseTouch();
    pass(Duration.ofSeconds(3));
    database =
        _ -> {
          throw new QueryTimeoutException("The database is away");
        };
    var _ = board.known(tournament.id);
    tournament.enroll();
    tellAll();
    readAll();
    assertThat(board.known(tournament.id)).isEqualTo(tournament.now().orElseThrow());
  }

  @Test
  void whatIsUnknownIsReadOnceUntilItIsDefined() {
    for (int i = 0; i < 100; i++) {
      assertThat(board.seatsLeft(tournament.id)).isEmpty();
      readAll();
      pass(Duration.ofMillis(100));
    }
    assertThat(reads).isEqualTo(1);
    tournament.define(7);
    tellAll();
    assertThat(settled().orElseThrow().seatsLeft()).isEqualTo(7);
  }

  @Test
  void aTournamentWithoutAPositionMovesOnAllTheSame() {
    database = id -> Optional.of(new Standing(id, TournamentStatus.OPEN, 10, 4, null));
    settled();
    tournament.define(10);
    told = 1;
    tournament.enroll();
    tellAll();
    Standing now = Objects.requireNonNull(board.known(tournament.id));
    assertThat(now.enrolled()).isEqualTo(5);
    assertThat(now.next()).isEqualTo(new LogPosition(SimulatedTournament.PARTITION, 2));
  }
}
