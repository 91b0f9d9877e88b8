package dev.muster.validator.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Whose idempotency keys are.
final class FindKeyOwners {
  private static final String SQL =
      """
      SELECT k.key, k.request_id
      FROM unnest(?::uuid[]) AS asked(key)
      JOIN idempotency_key k ON k.key = asked.key
      """;

  private FindKeyOwners() {}

  /// The request that each key belongs to; keys without an owner are missing.
  static Map<UUID, UUID> execute(Connection connection, Collection<UUID> keys) throws SQLException {
    if (keys.isEmpty()) {
      return Map.of();
    }
    Map<UUID, UUID> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setArray(1, connection.createArrayOf("uuid", keys.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.put(row.getObject("key", UUID.class), row.getObject("request_id", UUID.class));
        }
      }
    }
    return found;
  }
}
