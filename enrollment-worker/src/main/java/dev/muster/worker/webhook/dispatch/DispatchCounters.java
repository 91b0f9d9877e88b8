package dev.muster.worker.webhook.dispatch;

import dev.muster.worker.webhook.http.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What the dispatcher has done since the start.
public final class DispatchCounters {
  private final Map<Outcome, LongAdder> attempts = new EnumMap<>(Outcome.class);
  final LongAdder delivered = new LongAdder();
  final LongAdder exhausted = new LongAdder();
  final LongAdder overtaken = new LongAdder();
  final LongAdder disabled = new LongAdder();

  public DispatchCounters() {
    for (Outcome outcome : Outcome.values()) {
      attempts.put(outcome, new LongAdder());
    }
  }

  void attempted(Outcome outcome) {
    LongAdder counter = attempts.get(outcome);
    if (counter != null) {
      counter.increment();
    }
  }

  /// POSTs that ended so.
  public long attempts(Outcome outcome) {
    LongAdder counter = attempts.get(outcome);
    return counter == null ? 0 : counter.sum();
  }

  /// Deliveries that got through.
  public long delivered() {
    return delivered.sum();
  }

  /// Deliveries given up at the end of their schedule.
  public long exhausted() {
    return exhausted.sum();
  }

  /// Attempts whose delivery was in other hands when they were written down.
  public long overtaken() {
    return overtaken.sum();
  }

  /// Endpoints disabled.
  public long disabled() {
    return disabled.sum();
  }
}
