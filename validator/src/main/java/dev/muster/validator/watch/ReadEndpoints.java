package dev.muster.validator.watch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// How many webhook endpoints there are of each state.
final class ReadEndpoints {
  private static final String SQL =
      """
      SELECT s.state, count(e.id) AS endpoints
      FROM unnest(ARRAY['ACTIVE', 'PAUSED', 'DISABLED', 'DELETED']) AS s (state)
      LEFT JOIN webhook_endpoint e ON e.state = s.state
      GROUP BY s.state
      """;

  private ReadEndpoints() {}

  /// Number by state, those with none included.
  static Map<String, Long> execute(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL);
        ResultSet row = statement.executeQuery()) {
      Map<String, Long> endpoints = new HashMap<>();
      while (row.next()) {
        endpoints.put(row.getString("state"), row.getLong("endpoints"));
      }
      return endpoints;
    }
  }
}
