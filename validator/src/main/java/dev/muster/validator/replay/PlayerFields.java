package dev.muster.validator.replay;

import dev.muster.worker.decision.Player;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A player as its row has it.
record PlayerFields(
    @Nullable UUID id,
    @Nullable String displayName,
    long creditBalance,
    @Nullable Instant createdAt) {

  static PlayerFields of(Player player) {
    return new PlayerFields(
        player.id(), player.displayName(), player.creditBalance(), player.createdAt());
  }
}
