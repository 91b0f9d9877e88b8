package dev.muster.worker.store;

import dev.muster.worker.decision.Tournament;
import java.util.Collection;

/// Writes the final form of tournaments that the batch holds locked.
final class UpdateTournaments {
  private static final String SQL =
      """
      UPDATE tournament t
      SET name = c.name, capacity = c.capacity, fee_credits = c.fee_credits, status = c.status,
          opens_at = c.opens_at, closes_at = c.closes_at,
          refund_full_until = c.refund_full_until,
          refund_percent_after = c.refund_percent_after, enrolled_count = c.enrolled_count,
          cancel_reason = c.cancel_reason, updated_at = c.updated_at
      FROM unnest(?::uuid[], ?::text[], ?::int8[], ?::int8[], ?::text[], ?::timestamptz[],
                  ?::timestamptz[], ?::timestamptz[], ?::int8[], ?::int8[], ?::text[],
                  ?::timestamptz[])
           AS c(id, name, capacity, fee_credits, status, opens_at, closes_at, refund_full_until,
                refund_percent_after, enrolled_count, cancel_reason, updated_at)
      WHERE t.id = c.id
      """;

  private UpdateTournaments() {}

  static Write of(Collection<Tournament> tournaments) {
    return new Write(
        SQL,
        tournaments.size(),
        (statement, bound) -> TournamentColumns.bind(statement, tournaments, bound).bound());
  }
}
