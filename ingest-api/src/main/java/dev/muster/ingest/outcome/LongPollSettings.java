package dev.muster.ingest.outcome;

import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many may wait for an outcome.
///
/// @param waitersMax further callers are answered at once, as if they had not asked to wait
public record LongPollSettings(@DefaultValue("25000") int waitersMax) {
  /// @throws IllegalArgumentException if a value is outside its bounds; the message names the
  ///     setting
  public LongPollSettings {
    if (waitersMax < 0) {
      throw new IllegalArgumentException("muster.longpoll.waiters-max must not be negative");
    }
  }
}
