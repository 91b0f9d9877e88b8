package dev.muster.worker.simulation;

/// An invariant does not hold.
final class Violation extends Error {
  private static final long serialVersionUID = 1;

  Violation(String message) {
    super(message, null, false, false);
  }
}
