package dev.muster.validator.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Where requests were decided.
final class FindPlaces {
  private static final String SQL =
      """
      SELECT d.request_id, t.name, d.partition, d."offset"
      FROM unnest(?::uuid[]) AS asked(id)
      JOIN decision d ON d.request_id = asked.id
      LEFT JOIN command_topic t ON t.topic_id = d.topic_id
      """;

  private FindPlaces() {}

  /// Requests without a decision are missing.
  static Map<UUID, Place> execute(Connection connection, Collection<UUID> requestIds)
      throws SQLException {
    if (requestIds.isEmpty()) {
      return Map.of();
    }
    Map<UUID, Place> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setArray(1, connection.createArrayOf("uuid", requestIds.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.put(
              row.getObject("request_id", UUID.class),
              new Place(
                  String.valueOf(row.getString("name")),
                  row.getInt("partition"),
                  row.getLong("offset")));
        }
      }
    }
    return found;
  }
}
