package dev.muster.quickstart.drop;

import dev.muster.quickstart.drop.Sale.Accepted;
import java.util.List;

/// How well the generator kept the plan. It never slows down in silence: what could not be sent in
/// time is sent late, and said.
///
/// @param seconds from the opening of the doors to the last 202
/// @param lateP50Ms half of the requests were sent at most this late, in milliseconds
/// @param lateMaxMs the latest of them
record Punctuality(double seconds, double lateP50Ms, double lateP99Ms, double lateMaxMs) {
  private static final double ON_TIME_MS = 250;

  static Punctuality of(List<Accepted> sale, double seconds) {
    var late = new Percentiles(sale.stream().mapToLong(Accepted::latenessNanos));
    return new Punctuality(seconds, late.millis(50), late.millis(99), late.millis(100));
  }

  boolean kept() {
    return lateP99Ms <= ON_TIME_MS;
  }
}
