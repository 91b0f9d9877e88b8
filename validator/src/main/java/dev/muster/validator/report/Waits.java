package dev.muster.validator.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How long decisions took: exact percentiles, and a histogram with steps of 1, 2 and 5.
final class Waits {
  private static final long FIRST_STEP_MICROS = 1_000;
  private static final int[] STEPS = {1, 2, 5};

  private long[] micros = new long[1_024];
  private int size;

  /// One step of the histogram.
  ///
  /// @param fromMicros first wait that counts here; of the first step, the shortest of all
  /// @param belowMicros first wait that no longer does
  record Step(long fromMicros, long belowMicros, long count) {}

  void add(long waitMicros) {
    if (size == micros.length) {
      micros = Arrays.copyOf(micros, 2 * size);
    }
    micros[size++] = waitMicros;
  }

  /// No more can be added after this is called.
  void sort() {
    micros = Arrays.copyOf(micros, size);
    Arrays.sort(micros);
  }

  /// The shortest wait that at least this share of all waits does not exceed; zero if there is
  /// none.
  ///
  /// @param permyriad the share, of 10,000
  long percentile(long permyriad) {
    if (size == 0) {
      return 0;
    }
    long rank = Math.ceilDiv(permyriad * size, 10_000L);
    return micros[(int) Math.max(0, rank - 1)];
  }

  /// From the shortest wait to the longest, without gaps.
  List<Step> histogram() {
    List<Step> steps = new ArrayList<>();
    long from = 0;
    int counted = 0;
    for (int i = 0; counted < size; i++) {
      long below = FIRST_STEP_MICROS * STEPS[i % 3] * power(i / 3);
      int until = counted;
      while (until < size && micros[until] < below) {
        until++;
      }
      if (!steps.isEmpty() || until > counted) {
        steps.add(new Step(from, below, until - counted));
      }
      counted = until;
      from = below;
    }
    return steps;
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }
}
