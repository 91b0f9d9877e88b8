package dev.muster.schemas.webhook;

/// What the owner of an endpoint can set it to.
public enum WantedState {
  /// Deliver; also what enables a disabled endpoint again.
  ACTIVE,
  /// Keep what happens for later.
  PAUSED
}
