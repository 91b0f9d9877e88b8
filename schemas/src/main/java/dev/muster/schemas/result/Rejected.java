package dev.muster.schemas.result;

import org.jspecify.annotations.Nullable;

/// A request was refused and changed nothing.
///
/// @param detail what is wrong with a malformed command, for people to read; null for other reasons
public record Rejected(ResultHeader header, RejectionReason reason, @Nullable String detail)
    implements Result {
  @Override
  public RequestStatus status() {
    return RequestStatus.REJECTED;
  }
}
