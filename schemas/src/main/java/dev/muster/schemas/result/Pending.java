package dev.muster.schemas.result;

import dev.muster.schemas.command.CommandType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The document of a request that is on the log and not decided yet. Whoever only knows the id
/// knows nothing else of it: the other fields are null then.
///
/// @param aheadAtMost commands of the same partition that may still be decided before this one, at
///     most; null if nothing is known of the partition
/// @param seatsLeft seats of the tournament a few seconds ago at most, for which others may be
///     ahead; null if that is not known or no seat was asked for
public record Pending(
    UUID requestId,
    @Nullable CommandType type,
    @Nullable UUID tournamentId,
    @Nullable UUID playerId,
    @Nullable Instant submittedAt,
    @Nullable LogPosition position,
    @Nullable Long aheadAtMost,
    @Nullable Long seatsLeft) {

  /// Without what changes while it waits.
  public Pending(
      UUID requestId,
      @Nullable CommandType type,
      @Nullable UUID tournamentId,
      @Nullable UUID playerId,
      @Nullable Instant submittedAt,
      @Nullable LogPosition position) {
    this(requestId, type, tournamentId, playerId, submittedAt, position, null, null);
  }

  /// Of a request of which the id is all that is known.
  public static Pending known(UUID requestId) {
    return new Pending(requestId, null, null, null, null, null);
  }

  /// As it was before the decision.
  public static Pending before(Result result) {
    ResultHeader header = result.header();
    return new Pending(
        header.requestId(),
        header.type(),
        header.tournamentId(),
        header.playerId(),
        header.submittedAt(),
        header.position());
  }

  /// The same request with its place in line.
  public Pending placed(@Nullable Long newAheadAtMost, @Nullable Long newSeatsLeft) {
    return new Pending(
        requestId,
        type,
        tournamentId,
        playerId,
        submittedAt,
        position,
        newAheadAtMost,
        newSeatsLeft);
  }
}
