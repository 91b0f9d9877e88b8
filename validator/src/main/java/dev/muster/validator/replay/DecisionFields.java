package dev.muster.validator.replay;

import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import dev.muster.schemas.result.Unenrolled;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision as its row has it, but for the time of decision, which the log does not know. Plain
/// values, so that a row that says nonsense can be shown.
record DecisionFields(
    @Nullable UUID requestId,
    @Nullable String type,
    @Nullable UUID tournamentId,
    @Nullable UUID playerId,
    @Nullable String outcome,
    @Nullable String reason,
    @Nullable String detail,
    @Nullable UUID enrollmentId,
    @Nullable Long creditsCharged,
    @Nullable Long creditsRefunded,
    @Nullable Long balanceAfter,
    @Nullable Instant submittedAt) {

  static DecisionFields of(Result result) {
    return switch (result) {
      case Enrolled r ->
          of(r, null, null, r.enrollmentId(), r.creditsCharged(), null, r.balanceAfter());
      case Unenrolled r ->
          of(r, null, null, r.enrollmentId(), null, r.creditsRefunded(), r.balanceAfter());
      case Accepted r -> of(r, null, null, null, null, r.creditsRefunded(), r.balanceAfter());
      case Rejected r -> of(r, r.reason().name(), r.detail(), null, null, null, null);
    };
  }

  private static DecisionFields of(
      Result result,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable UUID enrollmentId,
      @Nullable Long charged,
      @Nullable Long refunded,
      @Nullable Long balanceAfter) {
    ResultHeader header = result.header();
    return new DecisionFields(
        header.requestId(),
        header.type() == null ? null : header.type().name(),
        header.tournamentId(),
        header.playerId(),
        result.status().name(),
        reason,
        detail,
        enrollmentId,
        charged,
        refunded,
        balanceAfter,
        header.submittedAt());
  }
}
