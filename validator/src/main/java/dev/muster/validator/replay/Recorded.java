package dev.muster.validator.replay;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the database has of the record at one place on the log.
///
/// @param ledger the movements of credits by the same request, by id
/// @param enrollment the row of the enrollment that the decision names; null if there is none
record Recorded(
    DecisionFields decision,
    Instant decidedAt,
    List<Movement> ledger,
    @Nullable EnrollmentFields enrollment) {

  /// A ledger row.
  ///
  /// @param id given under the wallet's lock: it orders the movements of every wallet
  record Movement(long id, LedgerFields fields) {}

  /// The number of its first movement; the largest number if it moved nothing.
  long firstMovement() {
    return ledger.isEmpty() ? Long.MAX_VALUE : ledger.getFirst().id();
  }
}
