package dev.muster.validator.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the times of the entries, one after the other. Only requests for or from a seat count: a
/// tournament is often defined weeks before its drop.
final class Pace {
  private static final int STRETCHES_SHOWN_MAX = 240;
  private static final long MICROS_PER_MS = 1_000;

  private final Bins demand = new Bins();
  private final Bins decisions = new Bins();
  private final Waits waits = new Waits();
  private final FillCurve fill = new FillCurve();
  private @Nullable Long first;
  private @Nullable Long last;
  private @Nullable Long lastDecided;
  private Timings.@Nullable Moment firstFull;

  void add(Entry entry, long seatsTaken) {
    fill.add(entry.place(), seatsTaken);
    if (!entry.type().equals("ENROLL") && !entry.type().equals("UNENROLL")) {
      return;
    }
    long submitted = entry.submittedMicros();
    long decided = submitted + entry.waitMicros();
    first = first == null ? submitted : Math.min(first, submitted);
    last = last == null ? submitted : Math.max(last, submitted);
    lastDecided = lastDecided == null ? decided : Math.max(lastDecided, decided);
    if (firstFull == null && "TOURNAMENT_FULL".equals(entry.reason())) {
      firstFull = new Timings.Moment(entry.place(), submitted);
    }
    demand.add(submitted);
    decisions.add(decided);
    waits.add(entry.waitMicros());
  }

  /// No more can be added after this is called.
  Timings timings() {
    waits.sort();
    demand.widenTo(decisions.widthMs());
    decisions.widenTo(demand.widthMs());
    var window = new Bins.Window(0, -1);
    if (!demand.isEmpty()) {
      window = demand.busiest().with(decisions.busiest());
      while (window.stretches() > STRETCHES_SHOWN_MAX && demand.canWiden()) {
        demand.widen();
        decisions.widen();
        window = demand.busiest().with(decisions.busiest());
      }
    }
    return new Timings(
        first,
        last,
        lastDecided,
        firstFull,
        window.first() * demand.widthMs() * MICROS_PER_MS,
        demand.widthMs(),
        demand.within(window),
        decisions.within(window),
        percentiles(),
        waits.histogram(),
        fill.points());
  }

  private List<Timings.Wait> percentiles() {
    return List.of(
        new Timings.Wait("min", waits.percentile(0)),
        new Timings.Wait("p50", waits.percentile(5_000)),
        new Timings.Wait("p90", waits.percentile(9_000)),
        new Timings.Wait("p99", waits.percentile(9_900)),
        new Timings.Wait("p999", waits.percentile(9_990)),
        new Timings.Wait("max", waits.percentile(10_000)));
  }
}
