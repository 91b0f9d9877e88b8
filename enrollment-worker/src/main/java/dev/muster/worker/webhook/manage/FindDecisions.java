package dev.muster.worker.webhook.manage;

import dev.muster.schemas.result.DecisionRow;
import dev.muster.schemas.result.Result;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// What was decided in a stretch of time, of every tournament. A block range index leads to the
/// rows of that time; their order is nobody's concern.
final class FindDecisions {
  private static final String SQL =
      """
      SELECT request_id, type, tournament_id, player_id, outcome, reason, detail, enrollment_id,
             credits_charged, credits_refunded, balance_after, submitted_at, decided_at, partition,
             "offset"
      FROM decision
      WHERE decided_at >= ? AND decided_at < ?
      LIMIT ?
      """;

  private FindDecisions() {}

  /// At most `limit` results that were decided from `from` on and before `until`.
  static List<Result> between(Connection connection, Instant from, Instant until, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, from.atOffset(ZoneOffset.UTC));
      statement.setObject(2, until.atOffset(ZoneOffset.UTC));
      statement.setInt(3, limit);
      try (ResultSet row = statement.executeQuery()) {
        List<Result> results = new ArrayList<>();
        while (row.next()) {
          results.add(DecisionRow.read(row));
        }
        return results;
      }
    }
  }
}
