package dev.muster.worker.webhook.http;

import org.jspecify.annotations.Nullable;

/// What came of one POST.
///
/// @param durationMs from the first step to the last byte read
/// @param remoteAddress what was connected to, where it got so far
/// @param detail what went wrong, for people; null after a success
/// @param body the first 16 KiB of the answer to a failed attempt
/// @param retryAfter the header of that name, as it came
/// @param asksToDisable whether the receiver wants no more
public record Reply(
    Outcome outcome,
    @Nullable Integer statusCode,
    long durationMs,
    @Nullable String remoteAddress,
    @Nullable String detail,
    @Nullable String body,
    @Nullable String retryAfter,
    boolean asksToDisable) {

  /// An attempt that got no answer.
  public static Reply failure(Outcome outcome, String detail) {
    return new Reply(outcome, null, 0, null, detail, null, null, false);
  }

  Reply at(long durationMs, @Nullable String remoteAddress) {
    return new Reply(
        outcome, statusCode, durationMs, remoteAddress, detail, body, retryAfter, asksToDisable);
  }

  public boolean isSuccess() {
    return outcome == Outcome.SUCCESS;
  }

  /// Whether it says that the receiver is down, rather than that it dislikes an event.
  public boolean isOutage() {
    return outcome == Outcome.HTTP_STATUS
        ? statusCode != null && statusCode >= 500
        : outcome != Outcome.SUCCESS;
  }
}
