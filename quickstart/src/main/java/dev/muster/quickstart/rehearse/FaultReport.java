package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.rehearse.fault.Fact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One fault of a rehearsal. Times are in seconds since the load began.
///
/// @param planned when it was due
/// @param at when it was injected
/// @param tookSeconds until its effects were over, or were not awaited any longer
/// @param what was done to what
/// @param injected whether the evidence shows that it really happened
/// @param evidence each piece of it
/// @param resumedAfterSeconds from the first blow until decisions went on; null if they did not
/// @param latencies of the clicks that waited while it was on
public record FaultReport(
    String name,
    double planned,
    double at,
    double tookSeconds,
    String what,
    boolean injected,
    List<Fact> evidence,
    @Nullable Double resumedAfterSeconds,
    @Nullable Latencies latencies) {
  public FaultReport {
    evidence = List.copyOf(evidence);
  }

  FaultReport with(Latencies measured) {
    return new FaultReport(
        name, planned, at, tookSeconds, what, injected, evidence, resumedAfterSeconds, measured);
  }

  /// Whether it was on for any part of a time.
  boolean overlaps(double fromSecond, double toSecond) {
    return fromSecond < at + tookSeconds && toSecond > at;
  }
}
