package dev.muster.validator.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// Counts the tournament's seats and their credits, in the enrollments and in the ledger. Reads all
/// enrollments: no index leads from a tournament to those that were given back.
final class CountSeats {
  private static final String QUERY =
      """
      WITH seat AS MATERIALIZED (
        SELECT id, player_id, status, request_id, fee_charged, coalesce(refund, 0) AS refund
        FROM enrollment
        WHERE tournament_id = ?
      ), booking AS (
        SELECT t.enrollment_id,
               coalesce(-sum(t.amount) FILTER (WHERE t.kind = 'ENROLLMENT_FEE'), 0) AS charged,
               coalesce(sum(t.amount) FILTER (WHERE t.kind IN ('UNENROLLMENT_REFUND', 'CANCELLATION_REFUND')), 0) AS refunded,
               count(*) FILTER (WHERE t.player_id <> s.player_id) AS of_others
        FROM credit_transaction t JOIN seat s ON s.id = t.enrollment_id
        GROUP BY t.enrollment_id
      ), holder AS (
        SELECT count(*) AS seats
        FROM seat
        WHERE status IN ('PENDING', 'ACTIVE')
        GROUP BY player_id
      )
      SELECT count(*) FILTER (WHERE s.status IN ('PENDING', 'ACTIVE')) AS live,
             count(*) FILTER (WHERE s.status NOT IN ('PENDING', 'ACTIVE')) AS given_back,
             (SELECT coalesce(sum(seats - 1), 0)::bigint FROM holder) AS held_twice,
             count(*) FILTER (WHERE d.request_id IS NULL) AS without_decision,
             count(*) FILTER (WHERE s.fee_charged <> coalesce(b.charged, 0) OR s.refund <> coalesce(b.refunded, 0)
                                 OR b.of_others > 0) AS mischarged,
             coalesce(sum(s.fee_charged), 0)::bigint AS charged,
             coalesce(sum(s.refund), 0)::bigint AS refunded,
             coalesce(sum(b.charged), 0)::bigint AS ledger_charged,
             coalesce(sum(b.refunded), 0)::bigint AS ledger_refunded
      FROM seat s
      LEFT JOIN booking b ON b.enrollment_id = s.id
      LEFT JOIN LATERAL (
        SELECT d.request_id
        FROM decision d
        WHERE d.request_id = s.request_id AND d.outcome = 'ENROLLED' AND d.enrollment_id = s.id
          AND d.tournament_id = ? AND d.player_id = s.player_id
        LIMIT 1
      ) d ON true
      """;

  private CountSeats() {}

  /// Adds the facts.
  static void into(Facts.Builder facts, Connection connection, UUID tournament)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setObject(1, tournament);
      statement.setObject(2, tournament);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        facts
            .put(Fact.SEATS_LIVE, row.getLong("live"))
            .put(Fact.SEATS_GIVEN_BACK, row.getLong("given_back"))
            .put(Fact.SEATS_HELD_TWICE, row.getLong("held_twice"))
            .put(Fact.SEATS_WITHOUT_DECISION, row.getLong("without_decision"))
            .put(Fact.SEATS_MISCHARGED, row.getLong("mischarged"))
            .put(Fact.FEES_CHARGED, row.getLong("charged"))
            .put(Fact.FEES_REFUNDED, row.getLong("refunded"))
            .put(Fact.LEDGER_CHARGED, row.getLong("ledger_charged"))
            .put(Fact.LEDGER_REFUNDED, row.getLong("ledger_refunded"));
      }
    }
  }
}
