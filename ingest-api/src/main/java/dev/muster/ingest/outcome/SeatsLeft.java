package dev.muster.ingest.outcome;

import java.util.OptionalLong;
import java.util.UUID;

/// How many seats a tournament has left, as far as is known in memory.
@FunctionalInterface
public interface SeatsLeft {
  /// Knows of no tournament.
  SeatsLeft NONE = _ -> OptionalLong.empty();

  /// The seats left a few seconds ago at most, or empty if that is not known. Never asks anybody:
  /// it is called for every poll.
  OptionalLong seatsLeft(UUID tournamentId);
}
