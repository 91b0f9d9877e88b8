package dev.muster.schemas.command;

import java.util.UUID;

/// Gives a seat back and refunds what it was charged, by the tournament's refund policy.
public record Unenroll(UUID tournamentId, UUID playerId) implements TournamentCommand {
  @Override
  public CommandType type() {
    return CommandType.UNENROLL;
  }
}
