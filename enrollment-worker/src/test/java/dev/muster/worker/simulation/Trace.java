package dev.muster.worker.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What happened, line by line, if anybody wants to know.
final class Trace {
  private final boolean kept;
  private final List<String> lines = new ArrayList<>();

  Trace(boolean kept) {
    this.kept = kept;
  }

  void note(long nanos, Supplier<String> line) {
    if (kept) {
      lines.add("%10.3f ms  %s".formatted(nanos / 1e6, line.get()));
    }
  }

  List<String> lines() {
    return lines;
  }
}
