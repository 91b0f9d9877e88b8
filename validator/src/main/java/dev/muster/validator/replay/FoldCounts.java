package dev.muster.validator.replay;

import dev.muster.worker.decision.LogEntry;

/// What was folded so far.
final class FoldCounts {
  long decided;
  long repeats;
  long malformed;

  /// Refused by the database when they were alone in their transaction: the row alone says so.
  long failed;

  /// Requests that an idempotency key belongs to.
  long keys;

  /// Repeats that may have given their request its key.
  long keysOfRepeats;

  /// Explained by a state of a wallet that the order of the log does not give.
  long fromRows;

  /// Time spent on deciding and comparing, in nanoseconds.
  long nanos;

  void decided(Item item) {
    decided++;
    if (item.ownsItsKey()) {
      keys++;
    }
    switch (item.entry()) {
      case LogEntry.Malformed _ -> malformed++;
      case LogEntry.Undecidable _ -> failed++;
      case LogEntry.Request _ -> {}
    }
  }

  void repeated(Item item) {
    repeats++;
    if (item.ownsItsKey()) {
      keysOfRepeats++;
    }
  }

  long commands() {
    return decided + repeats;
  }
}
