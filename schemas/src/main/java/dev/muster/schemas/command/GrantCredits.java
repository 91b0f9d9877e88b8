package dev.muster.schemas.command;

import dev.muster.schemas.Limits;
import java.util.UUID;

/// Adds credits to a player's balance.
///
/// @param amount credits, at least 1
/// @param reason for people to read
public record GrantCredits(UUID playerId, long amount, String reason) implements PlayerCommand {

  /// @throws IllegalArgumentException if a field is outside its bounds; the message names it
  public GrantCredits {
    Checks.range("amount", amount, 1, Limits.GRANT_CREDITS_MAX);
    Checks.text("reason", reason, Limits.REASON_LENGTH_MAX);
  }

  @Override
  public CommandType type() {
    return CommandType.GRANT_CREDITS;
  }
}
