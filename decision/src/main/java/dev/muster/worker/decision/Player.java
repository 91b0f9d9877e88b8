package dev.muster.worker.decision;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A player and the wallet, as they stand between two commands.
public record Player(UUID id, @Nullable String displayName, long creditBalance, Instant createdAt) {
  /// Somebody who is known to be there and can get nothing: who asks only for seats where there are
  /// none. Nothing else was read, and with no credits nothing can be bought by mistake.
  public static Player unread(UUID id) {
    return new Player(id, null, 0, Instant.EPOCH);
  }

  Player withBalance(long balance) {
    return new Player(id, displayName, balance, createdAt);
  }
}
