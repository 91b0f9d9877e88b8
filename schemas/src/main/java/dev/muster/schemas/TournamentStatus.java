package dev.muster.schemas;

/// Life cycle of a tournament. `CANCELLED` and `COMPLETED` are final.
public enum TournamentStatus {
  DRAFT,
  OPEN,
  CLOSED,
  CANCELLED,
  COMPLETED;

  /// Nothing leads out of a final status.
  public boolean isFinal() {
    return this == CANCELLED || this == COMPLETED;
  }
}
