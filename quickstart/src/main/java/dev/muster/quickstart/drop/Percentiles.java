package dev.muster.quickstart.drop;

import java.util.Arrays;
import java.util.stream.LongStream;

/// Exact percentiles by nearest rank: the smallest value that at least p percent do not exceed.
public final class Percentiles {
  private static final double NANOS_PER_MILLI = 1e6;

  private final long[] sortedNanos;

  /// Takes durations in nanoseconds, in any order.
  public Percentiles(LongStream nanos) {
    sortedNanos = nanos.toArray();
    Arrays.sort(sortedNanos);
  }

  /// In milliseconds; zero if there is no value at all.
  ///
  /// @param percent above 0, up to 100
  public double millis(double percent) {
    if (sortedNanos.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(percent / 100 * sortedNanos.length);
    return sortedNanos[Math.max(rank, 1) - 1] / NANOS_PER_MILLI;
  }
}
