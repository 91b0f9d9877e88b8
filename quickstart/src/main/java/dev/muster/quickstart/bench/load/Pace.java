package dev.muster.quickstart.bench.load;

import java.util.concurrent.locks.LockSupport;

/// Planned moments at equal distances, whatever becomes of what is begun at them.
///
/// @param beganNanos moment 0, by [System#nanoTime()]
/// @param perSecond how many moments a second has
public record Pace(long beganNanos, int perSecond) {
  private static final double NANOS_PER_SECOND = 1e9;

  /// Moments from now on.
  public static Pace of(int perSecond) {
    return new Pace(System.nanoTime(), perSecond);
  }

  /// When a moment is, by [System#nanoTime()].
  public long dueNanos(int moment) {
    return beganNanos + Math.round(moment * NANOS_PER_SECOND / perSecond);
  }

  /// Returns at the moment, or at once if it is past.
  public void await(int moment) throws InterruptedException {
    long due = dueNanos(moment);
    for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(early);
    }
  }
}
