package dev.muster.validator.watch;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Seats of some tournaments, by counting who is in: the counter is what is being watched.
final class ReadSeats {
  private static final String SQL =
      """
      SELECT t.id, t.capacity,
             (SELECT count(*)
              FROM enrollment e
              WHERE e.tournament_id = t.id AND e.status IN ('PENDING', 'ACTIVE')) AS live
      FROM tournament t
      WHERE t.id = ANY (?)
      """;

  private ReadSeats() {}

  /// One tournament.
  ///
  /// @param live enrollments that hold a seat, counted
  record Row(UUID tournamentId, long capacity, long live) {}

  static List<Row> execute(Connection connection, Collection<UUID> tournaments)
      throws SQLException {
    Array ids = connection.createArrayOf("uuid", tournaments.toArray());
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setArray(1, ids);
      try (ResultSet row = statement.executeQuery()) {
        List<Row> rows = new ArrayList<>();
        while (row.next()) {
          rows.add(
              new Row(
                  row.getObject("id", UUID.class), row.getLong("capacity"), row.getLong("live")));
        }
        return rows;
      }
    } finally {
      ids.free();
    }
  }
}
