package dev.muster.schemas.result;

import java.util.UUID;

/// A seat was taken and paid.
///
/// @param creditsCharged what a later refund is reckoned from
/// @param balanceAfter the player's credits after the charge
public record Enrolled(
    ResultHeader header, UUID enrollmentId, long creditsCharged, long balanceAfter)
    implements Result {
  @Override
  public RequestStatus status() {
    return RequestStatus.ENROLLED;
  }
}
