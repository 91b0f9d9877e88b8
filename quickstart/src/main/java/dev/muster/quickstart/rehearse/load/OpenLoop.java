package dev.muster.quickstart.rehearse.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Sends every click at its planned moment, on a thread of its own, whatever became of those before
/// it. A system that slows down does not slow the load down: it meets more and more clients at
/// once, as it would in a real drop. Only memory sets a bound, and what it costs is counted.
public final class OpenLoop {
  private final Clicking clicking;
  private final Limits limits;
  private final LoadCounters counters;

  /// @param clicking what one client does
  public OpenLoop(Clicking clicking, Limits limits, LoadCounters counters) {
    this.clicking = clicking;
    this.limits = limits;
    this.counters = counters;
  }

  /// Bounds of the generator.
  ///
  /// @param underWayMax clicks without a receipt at one time; further ones are not sent
  /// @param tolerance how late a click may be sent and still count as planned
  public record Limits(int underWayMax, Duration tolerance) {}

  /// One client with one click.
  @FunctionalInterface
  public interface Clicking {
    /// Returns when it has its receipt, or has given up.
    ///
    /// @param due the planned moment, by [System#nanoTime()]
    Sent click(Click click, long due) throws InterruptedException;
  }

  /// Returns when every client has its receipt or has given up.
  ///
  /// @param clicks in the order of their moments
  /// @param wanted asked at each one's moment; the first that is not wanted ends the load
  public Load run(List<Click> clicks, Predicate<Click> wanted) throws InterruptedException {
    Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    List<Click> planned = new ArrayList<>();
    List<Click> unsent = new ArrayList<>();
    long beganAtMillis = System.currentTimeMillis();
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (Click click : clicks) {
          long due = began + click.dueNanos();
          awaitMoment(due);
          if (!wanted.test(click)) {
            break;
          }
          planned.add(click);
          if (counters.underWay.get() >= limits.underWayMax()) {
            counters.unsent.increment();
            unsent.add(click);
            continue;
          }
          counters.underWay.incrementAndGet();
          threads.execute(() -> click(click, due, sent));
        }
      } catch (InterruptedException e) {
        threads.shutdownNow();
        throw e;
      }
    } // Closing waits for all of them: each client gives up in its own time.
    List<Sent> all = List.copyOf(sent);
    return new Load(beganAtMillis, all, unsent, Pace.of(planned, all, limits.tolerance()));
  }

  private void click(Click click, long due, Queue<Sent> sent) {
    try {
      sent.add(clicking.click(click, due));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      counters.underWay.decrementAndGet();
    }
  }

  private static void awaitMoment(long due) throws InterruptedException {
    while (true) {
      long early = due - System.nanoTime();
      if (early <= 0) {
        return;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(early);
    }
  }
}
