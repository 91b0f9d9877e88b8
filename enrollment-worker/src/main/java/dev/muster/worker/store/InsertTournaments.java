package dev.muster.worker.store;

import dev.muster.worker.decision.Tournament;
import java.util.Collection;

/// Adds tournaments.
final class InsertTournaments {
  private static final String SQL =
      """
      INSERT INTO tournament (id, name, capacity, fee_credits, status, opens_at, closes_at,
                              refund_full_until, refund_percent_after, enrolled_count,
                              cancel_reason, created_at, updated_at)
      SELECT id, name, capacity, fee_credits, status, opens_at, closes_at,
             refund_full_until, refund_percent_after, enrolled_count,
             cancel_reason, created_at, updated_at
      FROM unnest(?::uuid[], ?::text[], ?::int8[], ?::int8[], ?::text[], ?::timestamptz[],
                  ?::timestamptz[], ?::timestamptz[], ?::int8[], ?::int8[], ?::text[],
                  ?::timestamptz[], ?::timestamptz[])
           AS t(id, name, capacity, fee_credits, status, opens_at, closes_at, refund_full_until,
                refund_percent_after, enrolled_count, cancel_reason, updated_at, created_at)
      """;

  private InsertTournaments() {}

  static Write of(Collection<Tournament> tournaments) {
    return new Write(
        SQL,
        tournaments.size(),
        (statement, bound) ->
            TournamentColumns.bind(statement, tournaments, bound)
                .times(Tournament::createdAt)
                .bound());
  }
}
