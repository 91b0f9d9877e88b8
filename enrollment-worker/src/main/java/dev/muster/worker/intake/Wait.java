package dev.muster.worker.intake;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// What a lane wants to wait for before its next step. To be woken for nothing does no harm: a step
/// looks again.
sealed interface Wait {
  /// For nothing: there is more to do at once.
  Wait NOTHING = new Nothing();

  /// Until the consumer is where the lane asked it to go, or the inbox is closed.
  Wait SOUGHT = new Sought();

  /// For ever: the lane has ended.
  Wait END = new End();

  record Nothing() implements Wait {}

  record Sought() implements Wait {}

  record End() implements Wait {}

  /// Until there are records, the inbox is closed or broken, or this time has passed.
  record Records(Duration max) implements Wait {}

  /// Until this time has passed or the inbox is closed.
  record Pause(Duration max) implements Wait {}

  /// Until the sends have come to an end, good or bad, or this time has passed.
  record Sent(CompletableFuture<Void> sends, Duration max) implements Wait {}
}
