package dev.muster.schemas.command;

import dev.muster.schemas.Limits;
import java.util.UUID;

/// Ends a tournament for good and refunds every live enrollment in full.
///
/// @param reason for people to read
public record CancelTournament(UUID tournamentId, String reason) implements TournamentCommand {

  /// @throws IllegalArgumentException if the reason is blank or too long
  public CancelTournament {
    Checks.text("reason", reason, Limits.REASON_LENGTH_MAX);
  }

  @Override
  public CommandType type() {
    return CommandType.CANCEL_TOURNAMENT;
  }
}
