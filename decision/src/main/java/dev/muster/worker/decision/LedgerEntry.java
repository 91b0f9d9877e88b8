package dev.muster.worker.decision;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One movement of credits.
///
/// @param amount signed credits, never 0
/// @param enrollmentId what was charged or refunded; null for a grant
public record LedgerEntry(
    UUID playerId,
    long amount,
    long balanceAfter,
    Kind kind,
    @Nullable UUID enrollmentId,
    UUID requestId,
    @Nullable String reason,
    Instant at) {

  /// Why credits move; the names are stored.
  public enum Kind {
    GRANT,
    ENROLLMENT_FEE,
    UNENROLLMENT_REFUND,
    CANCELLATION_REFUND
  }
}
