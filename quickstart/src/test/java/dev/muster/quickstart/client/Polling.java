package dev.muster.quickstart.client;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Waits for something that can only be asked for.
public final class Polling {
  private static final Duration STEP = Duration.ofMillis(20);
  private static final Duration WAIT_MAX = Duration.ofSeconds(90);

  private Polling() {}

  /// Asks again and again, for at most a minute and a half, until the answer is not null.
  ///
  /// @param what for the message of the failure
  /// @throws AssertionError if the answer never comes
  public static <T> T until(String what, Supplier<@Nullable T> question) {
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (true) {
      T answer = question.get();
      if (answer != null) {
        return answer;
      }
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        throw new AssertionError("not within " + WAIT_MAX + ": " + what);
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }
}
