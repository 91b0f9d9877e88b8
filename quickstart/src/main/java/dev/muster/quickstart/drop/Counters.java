package dev.muster.quickstart.drop;

import java.util.concurrent.atomic.LongAdder;

/// What all clients together have done in one phase; read while they run, for the progress line.
public final class Counters {
  /// Requests sent, repeats included.
  public final LongAdder sent = new LongAdder();

  /// Receipts: answers 202, or 200 with the outcome.
  public final LongAdder accepted = new LongAdder();

  /// Answers other than these, and broken connections.
  public final LongAdder refused = new LongAdder();

  /// Requests whose outcome a client has read.
  public final LongAdder learned = new LongAdder();
}
