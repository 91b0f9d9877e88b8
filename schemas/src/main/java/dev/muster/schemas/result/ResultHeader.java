package dev.muster.schemas.result;

import dev.muster.schemas.command.CommandType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What every result says of its request. Fields that an unreadable command does not have are null.
///
/// @param submittedAt when the broker appended the command (log time)
/// @param decidedAt when the worker decided it (the worker's clock)
/// @param position the command's place on the log; results of one partition are published in its
///     order, so a consumer can drop repeats by it
public record ResultHeader(
    UUID requestId,
    @Nullable CommandType type,
    @Nullable UUID tournamentId,
    @Nullable UUID playerId,
    Instant submittedAt,
    Instant decidedAt,
    LogPosition position) {

  /// The key of the result record: the command's key where it is known.
  public UUID key() {
    if (tournamentId != null) {
      return tournamentId;
    }
    return playerId != null ? playerId : requestId;
  }
}
