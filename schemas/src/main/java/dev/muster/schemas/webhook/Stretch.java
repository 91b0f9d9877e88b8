package dev.muster.schemas.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stretch of time that has a length.
final class Stretch {
  private Stretch() {}

  static void check(Instant since, @Nullable Instant until) {
    if (until != null && !since.isBefore(until)) {
      throw new IllegalArgumentException("until must be after since");
    }
  }
}
