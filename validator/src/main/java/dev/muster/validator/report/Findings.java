package dev.muster.validator.report;

import java.util.ArrayList;
import java.util.List;

/// What is wrong with a copy, for people: the first ones in words, and how many there are.
final class Findings {
  private static final int SHOWN_MAX = 12;

  private final List<String> shown = new ArrayList<>();
  private long count;

  void add(String finding) {
    count++;
    if (shown.size() < SHOWN_MAX) {
      shown.add(finding);
    }
  }

  List<String> shown() {
    return shown;
  }

  long count() {
    return count;
  }
}
