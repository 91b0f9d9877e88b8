package dev.muster.schemas.command;

import java.util.UUID;

/// A command in the stream of one player.
public sealed interface PlayerCommand extends Command permits RegisterPlayer, GrantCredits {
  UUID playerId();

  @Override
  default UUID key() {
    return playerId();
  }
}
