package dev.muster.schemas;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an unenrollment gives back of the fee that was charged: all of it before `fullUntil`, from
/// then on `percentAfter` percent, rounded down to whole credits. Without `fullUntil`, all of it
/// always.
///
/// @param fullUntil the first moment at which only a percentage is refunded, or null for never
/// @param percentAfter 0 to 100
public record RefundPolicy(@Nullable Instant fullUntil, int percentAfter) {
  /// Everything comes back, always.
  public static final RefundPolicy FULL = new RefundPolicy(null, 100);

  /// @throws IllegalArgumentException if the percentage is outside 0 to 100
  public RefundPolicy {
    if (percentAfter < 0 || percentAfter > 100) {
      throw new IllegalArgumentException("refundPolicy.percentAfter must be from 0 to 100");
    }
  }

  /// Credits to give back at a moment for a fee that was charged.
  public long refundOf(long feeCharged, Instant at) {
    if (fullUntil == null || at.isBefore(fullUntil)) {
      return feeCharged;
    }
    // The fee is at most 10^9, so the product cannot overflow.
    return feeCharged * percentAfter / 100;
  }
}
