package dev.muster.worker.webhook;

/// Wakes the dispatcher. Called after a commit; it must not block.
public interface DispatchSignal {
  /// There are deliveries that may be due now.
  void deliveriesDue();

  /// An endpoint is new, changed or gone, or this process serves other ones.
  void endpointsChanged();
}
