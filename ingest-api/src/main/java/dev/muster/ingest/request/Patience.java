package dev.muster.ingest.request;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Gives up on what takes too long, a tenth of a second late at most. One thread looks after all
/// that is open, and only while there is any: a timer for each, nearly always set in vain, would
/// cost a tenth of what a request does.
final class Patience {
  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(100).toNanos();

  private final Queue<Open> open = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean looking = new AtomicBoolean();

  private record Open(CompletableFuture<?> future, long deadlineNanos) {
    /// Whether there is nothing more to wait for.
    boolean isOver() {
      return future.isDone()
          || (System.nanoTime() - deadlineNanos > 0
              && future.completeExceptionally(new TimeoutException("nobody answered in time")));
    }
  }

  /// Fails a future with a [TimeoutException] if it is not done by then.
  ///
  /// @param deadlineNanos by [System#nanoTime]
  void limit(CompletableFuture<?> future, long deadlineNanos) {
    if (!future.isDone()) {
      open.add(new Open(future, deadlineNanos));
      look();
    }
  }

  private void look() {
    if (!looking.get() && looking.compareAndSet(false, true)) {
      var _ = Thread.ofVirtual().name("patience").start(this::lookUntilNothingIsOpen);
    }
  }

  private void lookUntilNothingIsOpen() {
    while (!open.isEmpty()) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      var _ = open.removeIf(Open::isOver);
    }
    looking.set(false);
    // What came in between saw us looking.
    if (!open.isEmpty()) {
      look();
    }
  }
}
