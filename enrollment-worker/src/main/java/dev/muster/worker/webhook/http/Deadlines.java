package dev.muster.worker.webhook.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Interrupts attempts that take too long, wherever they hang: in a look-up, a handshake, or a body
/// that drips. Looking a few times a second at all of them costs less than a timer for each.
final class Deadlines implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(100);

  private final Set<Attempt> running = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  Deadlines() {
    this.thread = Thread.ofPlatform().daemon().name("webhook-deadlines").start(this::run);
  }

  /// Puts the calling thread under a deadline until the attempt is closed.
  Attempt begin(Duration timeout) {
    var attempt = new Attempt(Thread.currentThread(), System.nanoTime() + timeout.toNanos());
    running.add(attempt);
    return attempt;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(EVERY);
        long now = System.nanoTime();
        for (Attempt attempt : running) {
          if (now - attempt.deadlineNanos >= 0) {
            attempt.expire();
          }
        }
      }
    } catch (InterruptedException e) {
      // Closed.
      Thread.currentThread().interrupt();
    }
  }

  /// Ends every attempt that is still under way.
  @Override
  public void close() {
    thread.interrupt();
    running.forEach(Attempt::expire);
  }

  /// One attempt's time.
  final class Attempt implements AutoCloseable {
    private final Thread worker;
    private final long deadlineNanos;
    private Runnable cancel = () -> {};
    private boolean done;
    private boolean expired;

    private Attempt(Thread worker, long deadlineNanos) {
      this.worker = worker;
      this.deadlineNanos = deadlineNanos;
    }

    /// What else ends the attempt: an interruption alone ends the read of a virtual thread only.
    synchronized void cancelBy(Runnable cancellation) {
      cancel = cancellation;
      if (expired) {
        cancellation.run();
      }
    }

    /// Whether the time was up before the attempt was.
    synchronized boolean hasExpired() {
      return expired;
    }

    private synchronized void expire() {
      if (!done && !expired) {
        expired = true;
        worker.interrupt();
        cancel.run();
      }
    }

    /// Ends the attempt; the thread is free of its interruption then.
    @Override
    public synchronized void close() {
      done = true;
      running.remove(this);
      if (expired) {
        // Ours, and meant for this attempt only.
        boolean _ = Thread.interrupted();
      }
    }
  }
}
