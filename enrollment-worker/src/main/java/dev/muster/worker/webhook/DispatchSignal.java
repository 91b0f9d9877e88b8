package dev.muster.worker.webhook;

/// Wakes the dispatcher after a commit, so that it need not find out by asking. Never waits.
public interface DispatchSignal {
  /// Deliveries may be due that were not before.
  void deliveriesDue();

  /// Endpoints were made or changed, or others are owned now.
  void endpointsChanged();
}
