package dev.muster.worker.store;

import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.Enrollment.Cancellation;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Ends live enrollments. That it is live is asked once more, as a third lock against a second
/// refund: a row that is not live is not touched, and the row count gives it away. The question is
/// put to `cancelled_at`, so that no partial index offers itself and every row is found by its id.
final class CancelEnrollments {
  private static final String SQL =
      """
      UPDATE enrollment e
      SET status = 'CANCELLED', refund = c.refund, cancelled_at = c.cancelled_at
      FROM unnest(?::uuid[], ?::int8[], ?::timestamptz[]) AS c(id, refund, cancelled_at)
      WHERE e.id = c.id AND e.cancelled_at IS NULL
      """;

  private CancelEnrollments() {}

  static Write of(Collection<Enrollment> enrollments) {
    return new Write(
        SQL,
        enrollments.size(),
        (statement, bound) ->
            new ArrayParameters<>(statement, enrollments, bound)
                .uuids(Enrollment::id)
                .optionalIntegers(enrollment -> refund(enrollment.cancellation()))
                .times(enrollment -> at(enrollment.cancellation()))
                .bound());
  }

  private static @Nullable Long refund(@Nullable Cancellation cancellation) {
    return cancellation == null ? null : cancellation.refund();
  }

  private static @Nullable Instant at(@Nullable Cancellation cancellation) {
    return cancellation == null ? null : cancellation.at();
  }
}
