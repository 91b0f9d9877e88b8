package dev.muster.quickstart.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for a process to become ready.
public final class Await {
  private static final Duration STEP = Duration.ofMillis(100);

  private Await() {}

  /// Asks again and again until the answer is yes.
  ///
  /// @param stillRunning throws when waiting longer makes no sense
  /// @throws NotReadyException after the longest wait
  public static void ready(
      String name, Path log, Duration waitMax, Runnable stillRunning, BooleanSupplier isReady) {
    long deadline = System.nanoTime() + waitMax.toNanos();
    while (!isReady.getAsBoolean()) {
      stillRunning.run();
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        throw new NotReadyException(name, waitMax, log);
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }
}
