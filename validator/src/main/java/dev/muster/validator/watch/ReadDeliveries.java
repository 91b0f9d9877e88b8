package dev.muster.validator.watch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// What waits to be delivered. Only pending deliveries are read, which an index holds apart: what
/// was delivered before costs nothing.
///
/// Past due is what somebody should be sending now: it is due and in nobody's hand, its endpoint
/// takes deliveries, and it does not stand behind another in a line that waits for its retry.
final class ReadDeliveries {
  private static final String SQL =
      """
      WITH pending AS (
        SELECT d.endpoint_id, e.state = 'ACTIVE' AS taking,
               CASE WHEN e.ordering = 'TOURNAMENT' THEN d.tournament_id END AS line_id,
               d.sequence, d.next_attempt_at,
               d.next_attempt_at <= statement_timestamp()
                 AND (d.leased_until IS NULL OR d.leased_until <= statement_timestamp()) AS due
        FROM webhook_delivery d
        JOIN webhook_endpoint e ON e.id = d.endpoint_id
        WHERE d.state = 'PENDING'
      ), line AS (
        SELECT count(*) AS pending,
               count(*) FILTER (WHERE taking AND due) AS due,
               min(next_attempt_at) FILTER (WHERE taking AND due) AS oldest_due_at,
               line_id IS NOT NULL AND NOT (array_agg(due ORDER BY sequence))[1] AS waiting
        FROM pending
        GROUP BY endpoint_id, line_id
      )
      SELECT coalesce(sum(pending), 0) AS pending,
             coalesce(sum(due) FILTER (WHERE NOT waiting), 0) AS past_due,
             coalesce(extract(epoch FROM statement_timestamp() - min(oldest_due_at) FILTER (WHERE NOT waiting)), 0) AS oldest_due_seconds
      FROM line
      """;

  private ReadDeliveries() {}

  /// @param oldestDueSeconds for how long the oldest is past due; 0 without any
  record Row(long pending, long pastDue, double oldestDueSeconds) {}

  static Row execute(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return new Row(
          row.getLong("pending"), row.getLong("past_due"), row.getDouble("oldest_due_seconds"));
    }
  }
}
