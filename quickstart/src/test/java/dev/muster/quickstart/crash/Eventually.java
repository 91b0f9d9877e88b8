package dev.muster.quickstart.crash;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waits for something that can only be asked for.
final class Eventually {
  private static final Duration STEP = Duration.ofMillis(50);

  private Eventually() {}

  /// Asks again and again until the answer is yes.
  ///
  /// @return how long it took
  /// @throws AssertionError if it is still no after the longest wait
  static Duration holds(String what, Duration waitMax, Callable<Boolean> question)
      throws Exception {
    long start = System.nanoTime();
    while (!question.call()) {
      if (System.nanoTime() - start > waitMax.toNanos()) {
        throw new AssertionError("not within " + waitMax.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
