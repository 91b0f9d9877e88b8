package dev.muster.worker.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/// Which requests were decided before: a client's retry is a second record, and offsets cannot see
/// that.
final class FindDecided {
  private static final String SQL =
      """
      SELECT d.request_id
      FROM unnest(?::uuid[]) AS asked(request_id)
      JOIN decision d ON d.request_id = asked.request_id
      """;

  private FindDecided() {}

  static Set<UUID> execute(Connection connection, Collection<UUID> requestIds) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      new ArrayParameters<>(statement, requestIds).uuids(id -> id);
      Set<UUID> decided = new HashSet<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          decided.add(Rows.uuid(row, "request_id"));
        }
      }
      return decided;
    }
  }
}
