package dev.muster.validator.replay;

import dev.muster.worker.decision.LogEntry;

/// What was folded so far.
final class FoldCounts {
  long decided;
  long repeats;
  long malformed;

  /// Explained by a state of a wallet that the order of the log does not give.
  long fromRows;

  void decided(LogEntry entry) {
    decided++;
    if (entry instanceof LogEntry.Malformed) {
      malformed++;
    }
  }

  long commands() {
    return decided + repeats;
  }
}
