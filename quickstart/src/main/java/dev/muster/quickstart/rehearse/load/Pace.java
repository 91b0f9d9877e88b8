package dev.muster.quickstart.rehearse.load;

import dev.muster.quickstart.drop.Percentiles;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// How well the generator kept the plan. What could not be sent in time is sent late or not at all,
/// and said; it is never planned anew.
///
/// @param planned clicks
/// @param sent of them
/// @param late sent later than the tolerance
/// @param toleranceMs in milliseconds
/// @param lateP50Ms half of them were sent at most this late, in milliseconds
/// @param peakPlanned clicks of the fullest second
/// @param peakSent of these, how many were sent within the tolerance
public record Pace(
    long planned,
    long sent,
    long late,
    long toleranceMs,
    double lateP50Ms,
    double lateP99Ms,
    double lateMaxMs,
    long peakPlanned,
    long peakSent) {
  /// Beyond this share of clicks late or unsent, the load was another than planned.
  private static final double MISSED_SHARE_MAX = 0.01;

  static Pace of(List<Click> planned, List<Sent> sent, Duration tolerance) {
    Map<Long, Long> plannedPerSecond = new HashMap<>();
    planned.forEach(click -> plannedPerSecond.merge(second(click), 1L, Long::sum));
    Map<Long, Long> sentPerSecond = new HashMap<>();
    long late = 0;
    for (Sent each : sent) {
      if (each.latenessNanos() > tolerance.toNanos()) {
        late++;
      } else {
        sentPerSecond.merge(second(each.click()), 1L, Long::sum);
      }
    }
    var peak = plannedPerSecond.entrySet().stream().max(Map.Entry.comparingByValue());
    var lateness = new Percentiles(sent.stream().mapToLong(Sent::latenessNanos));
    return new Pace(
        planned.size(),
        sent.size(),
        late,
        tolerance.toMillis(),
        lateness.millis(50),
        lateness.millis(99),
        lateness.millis(100),
        peak.map(Map.Entry::getValue).orElse(0L),
        peak.map(second -> sentPerSecond.getOrDefault(second.getKey(), 0L)).orElse(0L));
  }

  private static long second(Click click) {
    return TimeUnit.NANOSECONDS.toSeconds(click.dueNanos());
  }

  /// Clicks that were not sent at all.
  public long unsent() {
    return planned - sent;
  }

  /// Whether the system got another load than the planned one.
  public boolean missed() {
    return late + unsent() > planned * MISSED_SHARE_MAX;
  }
}
