package dev.muster.schemas.result;

import org.jspecify.annotations.Nullable;

/// A command other than enroll and unenroll was carried out.
///
/// @param creditsRefunded total given back by a cancellation, null for other commands
/// @param balanceAfter the player's credits after a grant, null for other commands
public record Accepted(
    ResultHeader header, @Nullable Long creditsRefunded, @Nullable Long balanceAfter)
    implements Result {
  @Override
  public RequestStatus status() {
    return RequestStatus.ACCEPTED;
  }
}
