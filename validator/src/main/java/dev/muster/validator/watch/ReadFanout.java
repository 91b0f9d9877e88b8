package dev.muster.validator.watch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// How far the results are turned into webhook deliveries.
final class ReadFanout {
  private static final String SQL =
      """
      SELECT topic_id, partition, next_offset FROM webhook_progress
      """;

  private ReadFanout() {}

  /// Next offset by topic id and partition.
  static Map<UUID, Map<Integer, Long>> execute(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL);
        ResultSet row = statement.executeQuery()) {
      Map<UUID, Map<Integer, Long>> cursors = new HashMap<>();
      while (row.next()) {
        cursors
            .computeIfAbsent(row.getObject("topic_id", UUID.class), _ -> new HashMap<>())
            .put(row.getInt("partition"), row.getLong("next_offset"));
      }
      return cursors;
    }
  }
}
