package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.drop.Percentiles;
import java.util.Collection;

/// How long clients waited, counted from the planned moment of their click: a system that is slow
/// to answer cannot hide it by being asked less.
///
/// @param clicks that are counted
/// @param receiptP50Ms until the receipt, repeats and pauses included, in milliseconds
/// @param outcomeP50Ms until the decision, in milliseconds
public record Latencies(
    int clicks,
    double receiptP50Ms,
    double receiptP99Ms,
    double outcomeP50Ms,
    double outcomeP99Ms) {

  /// @param receiptNanos of each click
  /// @param outcomeNanos of each decided click
  static Latencies of(Collection<Long> receiptNanos, Collection<Long> outcomeNanos) {
    var receipt = new Percentiles(receiptNanos.stream().mapToLong(Long::longValue));
    var outcome = new Percentiles(outcomeNanos.stream().mapToLong(Long::longValue));
    return new Latencies(
        receiptNanos.size(),
        receipt.millis(50),
        receipt.millis(99),
        outcome.millis(50),
        outcome.millis(99));
  }
}
