package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.rehearse.load.Load;
import dev.muster.quickstart.rehearse.load.Sent;
import dev.muster.schemas.result.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.DoublePredicate;

/// How long clients waited, while nothing was broken and while something was.
final class LatencyTable {
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<Sent> sent;
  private final Map<UUID, Result> learned;

  /// @param learned the outcomes with their times
  LatencyTable(Load load, Map<UUID, Result> learned) {
    // Of those under one key the first click counts: it is the one that waited.
    Set<Integer> keys = new HashSet<>();
    this.sent =
        load.sent().stream()
            .sorted(Comparator.comparingLong(each -> each.click().dueNanos()))
            .filter(each -> keys.add(each.click().keyNumber()))
            .toList();
    this.learned = learned;
  }

  /// Of the clicks that were due while a fault was on.
  Latencies during(FaultReport fault) {
    return of(fault::covers);
  }

  /// Of the clicks that were due while none was.
  Latencies calm(List<FaultReport> faults) {
    return of(second -> faults.stream().noneMatch(fault -> fault.covers(second)));
  }

  private Latencies of(DoublePredicate moment) {
    List<Long> receipts = new ArrayList<>();
    List<Long> outcomes = new ArrayList<>();
    for (Sent each : sent) {
      if (moment.test(each.click().dueNanos() / NANOS_PER_SECOND)) {
        receipts.add(each.waitedNanos());
        Result result = each.requestId() == null ? null : learned.get(each.requestId());
        if (result != null) {
          long millis = result.header().decidedAt().toEpochMilli() - each.dueAtMillis();
          outcomes.add(TimeUnit.MILLISECONDS.toNanos(Math.max(0, millis)));
        }
      }
    }
    return Latencies.of(receipts, outcomes);
  }
}
