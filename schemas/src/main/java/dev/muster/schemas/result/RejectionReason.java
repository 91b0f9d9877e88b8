package dev.muster.schemas.result;

/// Why a request was refused, **in descending precedence**: a request to which several apply is
/// refused with the first.
public enum RejectionReason {
  /// Not a command: unreadable bytes, an unknown or missing field, a value outside its bounds, or a
  /// record in a partition that its key does not belong to.
  MALFORMED_COMMAND,
  /// The idempotency key belongs to an earlier request with another body.
  IDEMPOTENCY_KEY_REUSED,
  TOURNAMENT_NOT_FOUND,
  /// The tournament is cancelled or completed, and that is final.
  TOURNAMENT_FINISHED,
  /// The status is not `OPEN`, or the time is outside the enrollment window.
  TOURNAMENT_NOT_OPEN,
  /// The price is higher than the request's `maxFeeCredits`.
  FEE_ABOVE_LIMIT,
  PLAYER_NOT_FOUND,
  ALREADY_ENROLLED,
  TOURNAMENT_FULL,
  INSUFFICIENT_CREDITS,
  NOT_ENROLLED,
  /// The tournament is neither `OPEN` nor `CLOSED`.
  UNENROLLMENT_CLOSED,
  /// The new capacity is lower than the seats already taken.
  CAPACITY_BELOW_ENROLLED,
  /// The grant would lift the balance above the most a player can own.
  BALANCE_LIMIT_EXCEEDED,
  /// The database refused this one command's data, which is a defect: nothing of it was applied.
  FAILED
}
