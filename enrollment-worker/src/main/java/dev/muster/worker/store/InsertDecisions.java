package dev.muster.worker.store;

import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.Unenrolled;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores the answers, which are the outbox too.
final class InsertDecisions {
  private static final String SQL =
      """
      INSERT INTO decision (topic_id, request_id, type, tournament_id, player_id, outcome, reason,
                            detail, enrollment_id, credits_charged, credits_refunded,
                            balance_after, submitted_at, decided_at, partition, "offset")
      SELECT ?::uuid, request_id, type, tournament_id, player_id, outcome, reason,
             detail, enrollment_id, credits_charged, credits_refunded,
             balance_after, submitted_at, decided_at, log_partition, log_offset
      FROM unnest(?::uuid[], ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                  ?::uuid[], ?::int8[], ?::int8[], ?::int8[], ?::timestamptz[],
                  ?::timestamptz[], ?::int8[], ?::int8[])
           AS d(request_id, type, tournament_id, player_id, outcome, reason, detail,
                enrollment_id, credits_charged, credits_refunded, balance_after, submitted_at,
                decided_at, log_partition, log_offset)
      """;

  private InsertDecisions() {}

  static Write of(UUID topicId, Collection<Result> results) {
    return new Write(
        SQL,
        results.size(),
        (statement, bound) -> {
          statement.setObject(bound + 1, topicId);
          return new ArrayParameters<>(statement, results, bound + 1)
              .uuids(result -> result.header().requestId())
              .names(result -> result.header().type())
              .uuids(result -> result.header().tournamentId())
              .uuids(result -> result.header().playerId())
              .names(Result::status)
              .names(InsertDecisions::reason)
              .texts(result -> result instanceof Rejected rejected ? rejected.detail() : null)
              .uuids(InsertDecisions::enrollmentId)
              .optionalIntegers(result -> result instanceof Enrolled e ? e.creditsCharged() : null)
              .optionalIntegers(InsertDecisions::creditsRefunded)
              .optionalIntegers(InsertDecisions::balanceAfter)
              .times(result -> result.header().submittedAt())
              .times(result -> result.header().decidedAt())
              .integers(result -> result.header().position().partition())
              .integers(result -> result.header().position().offset())
              .bound();
        });
  }

  private static @Nullable RejectionReason reason(Result result) {
    return result instanceof Rejected rejected ? rejected.reason() : null;
  }

  private static @Nullable UUID enrollmentId(Result result) {
    return switch (result) {
      case Enrolled enrolled -> enrolled.enrollmentId();
      case Unenrolled unenrolled -> unenrolled.enrollmentId();
      case Accepted _, Rejected _ -> null;
    };
  }

  private static @Nullable Long creditsRefunded(Result result) {
    return switch (result) {
      case Unenrolled unenrolled -> unenrolled.creditsRefunded();
      case Accepted accepted -> accepted.creditsRefunded();
      case Enrolled _, Rejected _ -> null;
    };
  }

  private static @Nullable Long balanceAfter(Result result) {
    return switch (result) {
      case Enrolled enrolled -> enrolled.balanceAfter();
      case Unenrolled unenrolled -> unenrolled.balanceAfter();
      case Accepted accepted -> accepted.balanceAfter();
      case Rejected _ -> null;
    };
  }
}
