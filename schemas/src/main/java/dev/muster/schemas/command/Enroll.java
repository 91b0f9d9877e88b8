package dev.muster.schemas.command;

import dev.muster.schemas.Limits;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Asks for one seat, paid from the player's credits at the price in force when it is decided.
///
/// @param maxFeeCredits refuse when the price is higher than this, or null to accept any price
public record Enroll(UUID tournamentId, UUID playerId, @Nullable Long maxFeeCredits)
    implements TournamentCommand {

  /// @throws IllegalArgumentException if `maxFeeCredits` is outside its bounds
  public Enroll {
    if (maxFeeCredits != null) {
      Checks.range("maxFeeCredits", maxFeeCredits, 0, Limits.FEE_CREDITS_MAX);
    }
  }

  @Override
  public CommandType type() {
    return CommandType.ENROLL;
  }
}
