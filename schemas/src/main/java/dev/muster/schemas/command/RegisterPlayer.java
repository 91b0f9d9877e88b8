package dev.muster.schemas.command;

import dev.muster.schemas.Limits;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes a player known, or replaces the display name of a known one. Credits are not touched.
public record RegisterPlayer(UUID playerId, @Nullable String displayName) implements PlayerCommand {

  /// @throws IllegalArgumentException if the name is blank or too long
  public RegisterPlayer {
    Checks.text("displayName", displayName, Limits.NAME_LENGTH_MAX);
  }

  @Override
  public CommandType type() {
    return CommandType.REGISTER_PLAYER;
  }
}
