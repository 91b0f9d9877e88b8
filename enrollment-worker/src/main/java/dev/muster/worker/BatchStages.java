package dev.muster.worker;

import dev.muster.worker.decision.CommandBatch;

/// Told how far a batch has come, on the thread that works on it. Metrics listen here, and so do
/// tests that crash the worker at an exact place.
@FunctionalInterface
public interface BatchStages {
  /// Nobody listens.
  BatchStages NONE = (stage, batch) -> {};

  /// How far it is.
  enum Stage {
    BEGUN,
    FENCED,
    LOADED,
    DECIDED,
    APPLIED,
    COMMITTED
  }

  void reached(Stage stage, CommandBatch batch);
}
