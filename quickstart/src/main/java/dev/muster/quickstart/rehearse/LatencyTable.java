package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.rehearse.load.Load;
import dev.muster.quickstart.rehearse.load.Sent;
import dev.muster.schemas.result.Result;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How long clients waited, while nothing was broken and while something was.
final class LatencyTable {
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<Wait> waits;

  /// @param learned the outcomes with their times
  LatencyTable(Load load, Map<UUID, Result> learned) {
    // Of those under one key the first click counts: it is the one that waited.
    Set<Integer> keys = new HashSet<>();
    this.waits =
        load.sent().stream()
            .sorted(Comparator.comparingLong(each -> each.click().dueNanos()))
            .filter(each -> keys.add(each.click().keyNumber()))
            .map(
                each ->
                    Wait.of(each, each.requestId() == null ? null : learned.get(each.requestId())))
            .toList();
  }

  /// Of the clicks that waited while a fault was on, if only for a part of their time.
  Latencies during(FaultReport fault) {
    return of(wait -> fault.overlaps(wait.fromSecond(), wait.toSecond()));
  }

  /// Of the clicks that waited while none was.
  Latencies calm(List<FaultReport> faults) {
    return of(
        wait ->
            faults.stream().noneMatch(fault -> fault.overlaps(wait.fromSecond(), wait.toSecond())));
  }

  private Latencies of(Predicate<Wait> counts) {
    List<Wait> counted = waits.stream().filter(counts).toList();
    return Latencies.of(
        counted.stream().map(Wait::receiptNanos).toList(),
        counted.stream().flatMap(wait -> Stream.ofNullable(wait.outcomeNanos())).toList());
  }

  /// One client's wait, counted from the planned moment.
  ///
  /// @param outcomeNanos null if it has none
  private record Wait(double fromSecond, long receiptNanos, @Nullable Long outcomeNanos) {
    static Wait of(Sent sent, @Nullable Result result) {
      Long outcome =
          result == null
              ? null
              : TimeUnit.MILLISECONDS.toNanos(
                  Math.max(0, result.header().decidedAt().toEpochMilli() - sent.dueAtMillis()));
      return new Wait(sent.click().dueNanos() / NANOS_PER_SECOND, sent.waitedNanos(), outcome);
    }

    double toSecond() {
      long longest = outcomeNanos == null ? receiptNanos : Math.max(receiptNanos, outcomeNanos);
      return fromSecond + longest / NANOS_PER_SECOND;
    }
  }
}
