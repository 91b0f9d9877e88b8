package dev.muster.validator.replay;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;

/// Every movement of credits by its number, and which of them is the next to be folded.
///
/// The numbers have gaps: a transaction that was rolled back keeps what it drew, and a server that
/// crashed leaves some out. So whose turn it is follows from the numbers that are there.
final class MovementOrder {
  private final Rows rows;
  private final Deque<Long> page = new ArrayDeque<>();

  /// Folded before their turn: a cancellation's movements have those of other partitions between.
  private final PriorityQueue<Long> folded = new PriorityQueue<>();

  private long read;

  MovementOrder(Rows rows) {
    this.rows = rows;
  }

  /// The lowest number that is not folded; the largest number if none is left.
  long next() throws SQLException {
    for (long first = first(); !folded.isEmpty() && folded.peek() <= first; ) {
      if (folded.poll() == first) {
        page.removeFirst();
        first = first();
      }
    }
    return first();
  }

  private long first() throws SQLException {
    if (page.isEmpty()) {
      page.addAll(rows.movementsAfter(read));
      if (page.isEmpty()) {
        return Long.MAX_VALUE;
      }
      read = page.getLast();
    }
    return page.getFirst();
  }

  /// A command that moved credits is folded.
  void folded(Recorded recorded) {
    recorded.ledger().forEach(movement -> folded.add(movement.id()));
  }

  /// No command moves what is below this number.
  void skipTo(long number) throws SQLException {
    while (next() < number) {
      page.removeFirst();
    }
  }
}
