package dev.muster.worker.intake;

import java.time.Duration;
import java.util.function.LongUnaryOperator;

/// Pauses that double up to a limit, spread so that lanes which failed together do not come back
/// together.
final class Backoff {
  private static final long FIRST_MS = 100;
  private static final long MAX_MS = 5_000;

  private final LongUnaryOperator dice;
  private long nextMs = FIRST_MS;

  /// @param dice spreads the pauses; see [TimeAndChance]
  Backoff(LongUnaryOperator dice) {
    this.dice = dice;
  }

  /// How long to wait now.
  Duration next() {
    long pause = nextMs / 2 + dice.applyAsLong(nextMs / 2 + 1);
    nextMs = Math.min(MAX_MS, nextMs * 2);
    return Duration.ofMillis(pause);
  }

  /// It went well; the next failure starts from the shortest pause.
  void reset() {
    nextMs = FIRST_MS;
  }
}
