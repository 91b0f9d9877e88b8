package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.rehearse.fault.Fault;
import dev.muster.quickstart.rehearse.load.Curve;
import java.util.List;

/// What to rehearse.
///
/// @param seed the same seed gives the same crowd and the same script
/// @param players who are registered
/// @param tournaments that they want seats of; the first is the one that most want
/// @param seats of the first
/// @param curve requests per second; its end is the end of the plan
/// @param faults in the order of their moments
public record Plan(
    long seed, int players, int tournaments, int seats, Curve curve, List<PlannedFault> faults) {
  public Plan {
    faults = List.copyOf(faults);
  }

  /// A fault and its moment.
  ///
  /// @param second since the load began
  public record PlannedFault(double second, Fault fault) {}

  /// The load alone.
  public Plan withoutFaults() {
    return new Plan(seed, players, tournaments, seats, curve, List.of());
  }
}
