package dev.muster.worker.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Makes a failing list short: takes out halves, quarters and so on down to single items, and keeps
/// what still fails. In the end no single item can be left out.
final class Shrinker {
  private Shrinker() {}

  static <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails) {
    List<T> shortest = failing;
    int length = Math.max(1, shortest.size() / 2);
    while (true) {
      boolean shorter = false;
      for (int from = 0; from < shortest.size(); ) {
        List<T> candidate = new ArrayList<>(shortest);
        candidate.subList(from, Math.min(from + length, candidate.size())).clear();
        if (!candidate.isEmpty() && fails.test(candidate)) {
          shortest = candidate;
          shorter = true;
        } else {
          from += length;
        }
      }
      if (length == 1 && !shorter) {
        return shortest;
      }
      length = shorter ? length : length / 2;
      length = Math.max(1, Math.min(length, shortest.size() / 2));
    }
  }
}
