package dev.muster.worker.decision;

import java.time.Instant;
import java.util.List;

/// Consecutive records of one partition that are decided in one transaction.
///
/// @param decidedAt stamped on the results; no rule looks at it
/// @param entries in offset order, without a gap
public record CommandBatch(int partition, Instant decidedAt, List<LogEntry> entries) {
  /// Copies the list; it must not be empty.
  public CommandBatch {
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one entry");
    }
  }

  /// Offset of the first entry.
  public long firstOffset() {
    return entries.getFirst().offset();
  }

  /// Where the partition goes on after this batch.
  public long nextOffset() {
    return entries.getLast().offset() + 1;
  }
}
