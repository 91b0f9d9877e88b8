package dev.muster.worker.simulation;

/// The process is gone, between one instruction and the next.
final class Crash extends Error {
  private static final long serialVersionUID = 1;

  Crash() {
    super("crash", null, false, false);
  }
}
