package dev.muster.worker.store;

import dev.muster.schemas.result.DecisionRow;
import dev.muster.schemas.result.Result;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads the outbox: decisions of a partition between the two cursors, in offset order, a page at a
/// time.
public final class FindUnpublished {
  private static final String SQL =
      """
      SELECT request_id, type, tournament_id, player_id, outcome, reason, detail, enrollment_id,
             credits_charged, credits_refunded, balance_after, submitted_at, decided_at,
             partition, "offset"
      FROM decision
      WHERE topic_id = ? AND partition = ? AND "offset" >= ? AND "offset" < ?
      ORDER BY "offset"
      LIMIT ?
      """;

  private FindUnpublished() {}

  /// At most `pageSize` results with command offsets from `from` up to the claim's next offset.
  public static List<Result> execute(Connection connection, Claim claim, long from, int pageSize)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, claim.topicId());
      statement.setInt(2, claim.partition());
      statement.setLong(3, from);
      statement.setLong(4, claim.nextOffset());
      statement.setInt(5, pageSize);
      List<Result> results = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          results.add(DecisionRow.read(row));
        }
      }
      return results;
    }
  }
}
