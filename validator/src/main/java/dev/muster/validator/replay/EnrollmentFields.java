package dev.muster.validator.replay;

import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.Enrollment.Cancellation;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An enrollment as its row has it.
record EnrollmentFields(
    @Nullable UUID id,
    @Nullable UUID tournamentId,
    @Nullable UUID playerId,
    @Nullable String status,
    @Nullable Long feeCharged,
    @Nullable Long refund,
    @Nullable UUID requestId,
    @Nullable Instant enrolledAt,
    @Nullable Instant cancelledAt) {
  private static final String LIVE = "ACTIVE";
  private static final String ENDED = "CANCELLED";

  static EnrollmentFields of(Enrollment enrollment) {
    Cancellation end = enrollment.cancellation();
    return new EnrollmentFields(
        enrollment.id(),
        enrollment.tournamentId(),
        enrollment.playerId(),
        end == null ? LIVE : ENDED,
        enrollment.feeCharged(),
        end == null ? null : end.refund(),
        enrollment.requestId(),
        enrollment.enrolledAt(),
        end == null ? null : end.at());
  }

  /// The same as it was when it began, whatever came of it.
  EnrollmentFields begun() {
    return new EnrollmentFields(
        id, tournamentId, playerId, LIVE, feeCharged, null, requestId, enrolledAt, null);
  }
}
