package dev.muster.ingest.stream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What one stream tells of: always the newest state of one thing, never its history. It answers
/// from memory at once.
public abstract class Subject {
  /// How much time must pass between two events, unless the second is the last.
  abstract Duration pause();

  /// The state now, or null if it is the one that was told last.
  abstract @Nullable Event news();

  /// The stream is open.
  ///
  /// @param wake to be called, by any thread that may take its time, when there is news that
  ///     should not wait
  void opened(Runnable wake) {}

  /// The stream is over.
  void closed() {}
}
