package dev.muster.worker.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What scenarios cannot say: records that are no command, headers of results, and what becomes of
/// rows that one batch both makes and changes.
class DeciderTest {
  private static final Instant APPENDED = Instant.parse("2026-05-01T18:00:00Z");
  private static final Instant DECIDED = APPENDED.plusSeconds(3);
  private static final UUID TOURNAMENT = new UUID(1, 1);
  private static final UUID PLAYER = new UUID(2, 1);
  private static final UUID REQUEST = new UUID(3, 1);
  private static final UUID PLACE = new UUID(9, 1);

  private final InMemoryWorld world = new InMemoryWorld();

  @Test
  void garbageWithoutNameIsAnsweredUnderItsPlace() {
    Result result = decide(garbage(7, null)).results().getFirst();

    var position = new LogPosition(4, 7);
    assertThat(result)
        .isEqualTo(
            new Rejected(
                new ResultHeader(PLACE, null, null, null, APPENDED, DECIDED, position),
                RejectionReason.MALFORMED_COMMAND,
                "no JSON"));
  }

  @Test
  void garbageWithNameIsAnsweredUnderIt() {
    decide(garbage(7, REQUEST));

    assertThat(world.results()).containsOnlyKeys(REQUEST);
  }

  @Test
  void garbageCannotTakeTheNameOfAnAnsweredRequest() {
    Result first = decide(register(6)).results().getFirst();
    decide(garbage(7, REQUEST));

    assertThat(world.results()).containsOnlyKeys(REQUEST, PLACE).containsEntry(REQUEST, first);
  }

  @Test
  void garbageCannotTakeTheNameOfARequestOfItsOwnBatch() {
    List<Result> results = decide(register(6), garbage(7, REQUEST)).results();

    assertThat(results)
        .extracting(result -> result.header().requestId())
        .containsExactly(REQUEST, PLACE);
  }

  @Test
  void whatTheDatabaseRefusesFailsAndChangesNothing() {
    Changes changes = decide(new LogEntry.Undecidable(7, APPENDED, envelope()));

    assertThat(changes.results())
        .singleElement()
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectionReason.FAILED);
              assertThat(rejected.header().type()).isEqualTo(CommandType.REGISTER_PLAYER);
            });
    assertThat(changes.newPlayers()).isEmpty();
  }

  @Test
  void whatTheDatabaseRefusesTheSecondTimeWasAnsweredTheFirst() {
    decide(register(6));

    assertThat(decide(new LogEntry.Undecidable(7, APPENDED, envelope())).results()).isEmpty();
  }

  @Test
  void aResultSaysWhatWasAskedWhenAndWhere() {
    Result result = decide(new LogEntry.Request(7, APPENDED, enrollment())).results().getFirst();

    assertThat(result.header())
        .isEqualTo(
            new ResultHeader(
                REQUEST,
                CommandType.ENROLL,
                TOURNAMENT,
                PLAYER,
                APPENDED,
                DECIDED,
                new LogPosition(4, 7)));
  }

  @Test
  void aRowThatABatchMakesAndChangesIsWrittenOnce() {
    Changes changes = decide(define(6, 1, 5), register(7), define(8, 2, 9));

    assertThat(changes.newTournaments()).extracting(Tournament::capacity).containsExactly(9);
    assertThat(changes.changedTournaments()).isEmpty();
    assertThat(decide(define(9, 3, 4)).changedTournaments()).hasSize(1);
  }

  @Test
  void aRefusalWritesNothingButItsAnswer() {
    Changes changes = decide(new LogEntry.Request(6, APPENDED, enrollment()));

    assertThat(changes.results()).hasSize(1);
    assertThat(changes.newTournaments()).isEmpty();
    assertThat(changes.changedTournaments()).isEmpty();
    assertThat(changes.newPlayers()).isEmpty();
    assertThat(changes.changedPlayers()).isEmpty();
    assertThat(changes.newEnrollments()).isEmpty();
    assertThat(changes.cancelledEnrollments()).isEmpty();
    assertThat(changes.ledger()).isEmpty();
  }

  private Changes decide(LogEntry... entries) {
    var batch = new CommandBatch(4, DECIDED, List.of(entries));
    Changes changes = new Decider().decide(world.snapshot(batch), batch);
    world.apply(batch, changes);
    return changes;
  }

  private static LogEntry garbage(long offset, @Nullable UUID name) {
    return new LogEntry.Malformed(offset, APPENDED, name, PLACE, "no JSON");
  }

  private static LogEntry register(long offset) {
    return new LogEntry.Request(offset, APPENDED, envelope());
  }

  private static CommandEnvelope envelope() {
    return new CommandEnvelope(REQUEST, null, new RegisterPlayer(PLAYER, null));
  }

  private static CommandEnvelope enrollment() {
    return new CommandEnvelope(REQUEST, null, new Enroll(TOURNAMENT, PLAYER, null));
  }

  private static LogEntry define(long offset, int request, int capacity) {
    var definition =
        new DefineTournament(
            TOURNAMENT, "cup", capacity, 0, TournamentStatus.OPEN, null, null, RefundPolicy.FULL);
    var id = new UUID(5, request);
    return new LogEntry.Request(offset, APPENDED, new CommandEnvelope(id, null, definition));
  }
}
