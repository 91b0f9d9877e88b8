package dev.muster.ingest.read;

import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.result.LogPosition;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a tournament stands after everything below one position of its log.
///
/// @param enrolled seats taken
/// @param next every command of the tournament below it is counted, none from it on; null while
///     nothing of its partition was ever decided
public record Standing(
    UUID tournamentId,
    TournamentStatus status,
    int capacity,
    int enrolled,
    @Nullable LogPosition next) {

  /// Seats that can still be taken.
  public int seatsLeft() {
    return capacity - enrolled;
  }

  /// Whether no command will ever change it again.
  public boolean isFinal() {
    return status == TournamentStatus.CANCELLED || status == TournamentStatus.COMPLETED;
  }

  /// Whether the command at an offset is counted already.
  public boolean counts(long offset) {
    return next != null && offset < next.offset();
  }

  /// The standing after one more command.
  ///
  /// @param seats taken by it, negative if given back
  /// @param position its place
  public Standing after(int seats, LogPosition position) {
    var behind = new LogPosition(position.partition(), position.offset() + 1);
    return new Standing(tournamentId, status, capacity, enrolled + seats, behind);
  }

  /// Whether people who watch the tournament would see no difference.
  public boolean looksLike(Standing other) {
    return status == other.status && capacity == other.capacity && enrolled == other.enrolled;
  }
}
