package dev.muster.schemas.webhook;

/// In which order an endpoint gets its events.
public enum EventOrder {
  /// As they come; a retry delays nothing else.
  NONE,
  /// An event waits for the earlier ones of its tournament.
  TOURNAMENT
}
