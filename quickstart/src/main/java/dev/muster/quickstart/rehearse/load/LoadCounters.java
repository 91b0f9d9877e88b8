package dev.muster.quickstart.rehearse.load;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// What all clients together have done so far; read while they run.
public final class LoadCounters {
  final LongAdder sent = new LongAdder();
  final LongAdder accepted = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder broken = new LongAdder();
  final LongAdder unsent = new LongAdder();
  final AtomicInteger underWay = new AtomicInteger();

  /// Clicks sent for the first time.
  public long sent() {
    return sent.sum();
  }

  /// Receipts.
  public long accepted() {
    return accepted.sum();
  }

  /// Answers that said to come again later.
  public long refused() {
    return refused.sum();
  }

  /// Connections that broke before there was an answer.
  public long broken() {
    return broken.sum();
  }

  /// Clicks for which there was no room.
  public long unsent() {
    return unsent.sum();
  }

  /// Clicks that have no receipt yet.
  public int underWay() {
    return underWay.get();
  }
}
