package dev.muster.validator.watch;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/// Seats given beyond capacity, of all tournaments by their counter, and of some by counting who is
/// in as well; the larger of the two. It must stay 0.
final class ReadOversold {
  private static final String SQL =
      """
      WITH counted AS (
        SELECT e.tournament_id, count(*) AS live
        FROM enrollment e
        WHERE e.tournament_id = ANY (?) AND e.status IN ('PENDING', 'ACTIVE')
        GROUP BY e.tournament_id
      )
      SELECT coalesce(sum(greatest(t.enrolled_count, c.live) - t.capacity), 0)
      FROM tournament t
      LEFT JOIN counted c ON c.tournament_id = t.id
      WHERE greatest(t.enrolled_count, c.live) > t.capacity
      """;

  private ReadOversold() {}

  static long execute(Connection connection, Collection<UUID> counted) throws SQLException {
    Array ids = connection.createArrayOf("uuid", counted.toArray());
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setArray(1, ids);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } finally {
      ids.free();
    }
  }
}
