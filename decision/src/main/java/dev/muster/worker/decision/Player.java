package dev.muster.worker.decision;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A player and the wallet, as they stand between two commands.
public record Player(UUID id, @Nullable String displayName, long creditBalance, Instant createdAt) {

  Player withBalance(long balance) {
    return new Player(id, displayName, balance, createdAt);
  }
}
