package dev.muster.ingest.outcome;

import dev.muster.ingest.read.Standing;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import dev.muster.schemas.result.Unenrolled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// The truth about one tournament: the standing after every command, and the results of them.
@NullMarked
final class SimulatedTournament {
  static final int PARTITION = 3;

  final UUID id = UUID.randomUUID();
  private final List<Result> results = new ArrayList<>();
  // Before the first command, after the first, and so on; null while there is no tournament.
  private final List<@Nullable Standing> standings = new ArrayList<>();

  SimulatedTournament() {
    standings.add(null);
  }

  /// Commands so far.
  int offset() {
    return results.size();
  }

  Result result(int offset) {
    return results.get(offset);
  }

  /// What the database says when every command below an offset is committed.
  Optional<Standing> at(int offset) {
    return Optional.ofNullable(standings.get(offset));
  }

  Optional<Standing> now() {
    return at(offset());
  }

  void decideAny(SplittableRandom random) {
    Standing before = standings.getLast();
    if (before == null) {
      if (random.nextInt(3) == 0) {
        define(random.nextInt(5, 20));
      } else {
        reject();
      }
      return;
    }
    switch (random.nextInt(12)) {
      case 0 -> define(Math.max(before.enrolled(), random.nextInt(5, 20)));
      case 1, 2 -> reject();
      case 3, 4, 5 -> {
        if (before.enrolled() > 0) {
          unenroll();
        } else {
          reject();
        }
      }
      default -> {
        if (before.seatsLeft() > 0) {
          enroll();
        } else {
          reject();
        }
      }
    }
  }

  void define(int capacity) {
    Standing before = standings.getLast();
    int enrolled = before == null ? 0 : before.enrolled();
    add(
        new Accepted(header(CommandType.DEFINE_TOURNAMENT), null, null),
        standing(TournamentStatus.OPEN, capacity, enrolled));
  }

  void enroll() {
    add(new Enrolled(header(CommandType.ENROLL), UUID.randomUUID(), 1, 1), moved(1));
  }

  void unenroll() {
    add(new Unenrolled(header(CommandType.UNENROLL), UUID.randomUUID(), 1, 1), moved(-1));
  }

  void cancel() {
    Standing before = standings.getLast();
    add(
        new Accepted(header(CommandType.CANCEL_TOURNAMENT), 1L, null),
        standing(TournamentStatus.CANCELLED, before == null ? 0 : before.capacity(), 0));
  }

  void reject() {
    Standing before = standings.getLast();
    add(
        new Rejected(header(CommandType.ENROLL), RejectionReason.TOURNAMENT_FULL, null),
        before == null ? null : moved(0));
  }

  private Standing moved(int seats) {
    Standing before = standings.getLast();
    if (before == null) {
      throw new IllegalStateException("There is no tournament");
    }
    return standing(before.status(), before.capacity(), before.enrolled() + seats);
  }

  private Standing standing(TournamentStatus status, int capacity, int enrolled) {
    return new Standing(
        id, status, capacity, enrolled, new LogPosition(PARTITION, results.size() + 1L));
  }

  private void add(Result result, @Nullable Standing after) {
    results.add(result);
    standings.add(after);
  }

  private ResultHeader header(CommandType type) {
    return new ResultHeader(
        UUID.randomUUID(),
        type,
        id,
        null,
        Samples.TIME,
        Samples.TIME,
        new LogPosition(PARTITION, results.size()));
  }
}
