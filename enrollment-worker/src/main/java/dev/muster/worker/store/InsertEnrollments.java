package dev.muster.worker.store;

import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.Enrollment.Cancellation;
import java.util.Collection;

/// Adds enrollments in the form they have at the end of the batch: one that was made and ended
/// within it is history at once.
final class InsertEnrollments {
  private static final String SQL =
      """
      INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, refund,
                              request_id, enrolled_at, cancelled_at)
      SELECT id, tournament_id, player_id,
             CASE WHEN cancelled_at IS NULL THEN 'ACTIVE' ELSE 'CANCELLED' END,
             fee_charged, refund, request_id, enrolled_at, cancelled_at
      FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::int8[], ?::int8[], ?::uuid[],
                  ?::timestamptz[], ?::timestamptz[])
           AS e(id, tournament_id, player_id, fee_charged, refund, request_id, enrolled_at,
                cancelled_at)
      """;

  private InsertEnrollments() {}

  static Write of(Collection<Enrollment> enrollments) {
    return new Write(
        SQL,
        enrollments.size(),
        (statement, bound) ->
            new ArrayParameters<>(statement, enrollments, bound)
                .uuids(Enrollment::id)
                .uuids(Enrollment::tournamentId)
                .uuids(Enrollment::playerId)
                .integers(Enrollment::feeCharged)
                .optionalIntegers(
                    enrollment -> {
                      Cancellation cancellation = enrollment.cancellation();
                      return cancellation == null ? null : cancellation.refund();
                    })
                .uuids(Enrollment::requestId)
                .times(Enrollment::enrolledAt)
                .times(
                    enrollment -> {
                      Cancellation cancellation = enrollment.cancellation();
                      return cancellation == null ? null : cancellation.at();
                    })
                .bound());
  }
}
