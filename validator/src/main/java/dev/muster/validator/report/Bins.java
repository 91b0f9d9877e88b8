package dev.muster.validator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How many events fell into each stretch of time. A stretch is as short as the number of stretches
/// allows, so that memory does not grow with the events; its borders do not depend on their order.
final class Bins {
  // Each is a multiple of the one before: stretches can be joined, never cut.
  private static final long[] WIDTHS_MS = {
    100,
    500,
    1_000,
    5_000,
    10_000,
    30_000,
    60_000,
    300_000,
    600_000,
    1_800_000,
    3_600_000,
    21_600_000,
    86_400_000,
    604_800_000,
    31_449_600_000L,
    3_144_960_000_000L
  };
  private static final int STRETCHES_MAX = 4_096;
  private static final long MICROS_PER_MS = 1_000;

  private final TreeMap<Long, Long> counts = new TreeMap<>();
  private int width;

  /// From one stretch up to and with another.
  record Window(long first, long last) {
    Window with(Window other) {
      return new Window(Math.min(first, other.first), Math.max(last, other.last));
    }

    long stretches() {
      return last - first + 1;
    }
  }

  void add(long micros) {
    counts.merge(Math.floorDiv(micros, widthMs() * MICROS_PER_MS), 1L, Long::sum);
    if (counts.size() > STRETCHES_MAX && canWiden()) {
      widen();
    }
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  long widthMs() {
    return WIDTHS_MS[width];
  }

  void widenTo(long widthMs) {
    while (widthMs() < widthMs) {
      widen();
    }
  }

  boolean canWiden() {
    return width < WIDTHS_MS.length - 1;
  }

  void widen() {
    long factor = WIDTHS_MS[width + 1] / WIDTHS_MS[width];
    Map<Long, Long> narrow = new TreeMap<>(counts);
    counts.clear();
    narrow.forEach((at, count) -> counts.merge(Math.floorDiv(at, factor), count, Long::sum));
    width++;
  }

  /// The shortest stretch that holds at least 99 of 100 events, the first of several.
  Window busiest() {
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    long wanted = Math.ceilDiv(total * 99, 100L);
    List<Map.Entry<Long, Long>> all = new ArrayList<>(counts.entrySet());
    var best = new Window(counts.firstKey(), counts.lastKey());
    long held = 0;
    int from = 0;
    for (Map.Entry<Long, Long> to : all) {
      held += to.getValue();
      while (held - all.get(from).getValue() >= wanted) {
        held -= all.get(from++).getValue();
      }
      var window = new Window(all.get(from).getKey(), to.getKey());
      if (held >= wanted && window.stretches() < best.stretches()) {
        best = window;
      }
    }
    return best;
  }

  /// The counts of a window, without gaps.
  List<Long> within(Window window) {
    List<Long> within = new ArrayList<>();
    for (long at = window.first(); at <= window.last(); at++) {
      within.add(counts.getOrDefault(at, 0L));
    }
    return within;
  }
}
