package dev.muster.schemas.result;

import java.util.UUID;

/// A seat was given back.
///
/// @param creditsRefunded credits that came back, 0 for a free seat or a policy that refunds
///     nothing
/// @param balanceAfter the player's credits after the refund
public record Unenrolled(
    ResultHeader header, UUID enrollmentId, long creditsRefunded, long balanceAfter)
    implements Result {
  @Override
  public RequestStatus status() {
    return RequestStatus.UNENROLLED;
  }
}
