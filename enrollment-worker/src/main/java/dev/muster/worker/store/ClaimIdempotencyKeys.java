package dev.muster.worker.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Gives each idempotency key to the first request that is decided under it, for ever. One key can
/// name tournaments of several partitions, so the insert waits for whoever else is claiming it;
/// going through the keys in order keeps two such transactions from waiting for each other.
final class ClaimIdempotencyKeys {
  private static final String CLAIM =
      """
      INSERT INTO idempotency_key (key, request_id)
      SELECT claim.key, claim.request_id
      FROM unnest(?::uuid[], ?::uuid[]) AS claim(key, request_id)
      ORDER BY claim.key
      ON CONFLICT (key) DO NOTHING
      """;

  private static final String FIND_OWNERS =
      """
      SELECT k.key, k.request_id
      FROM unnest(?::uuid[]) AS claim(key)
      JOIN idempotency_key k ON k.key = claim.key
      """;

  private ClaimIdempotencyKeys() {}

  /// The owner of each key, which is its claimant unless somebody was first.
  static Map<UUID, UUID> execute(Connection connection, Map<UUID, UUID> claims)
      throws SQLException {
    int claimed;
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      new ArrayParameters<>(statement, claims.entrySet())
          .uuids(Map.Entry::getKey)
          .uuids(Map.Entry::getValue);
      claimed = statement.executeUpdate();
    }
    if (claimed == claims.size()) {
      return claims;
    }
    try (PreparedStatement statement = connection.prepareStatement(FIND_OWNERS)) {
      new ArrayParameters<>(statement, claims.keySet()).uuids(key -> key);
      Map<UUID, UUID> owners = HashMap.newHashMap(claims.size());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          owners.put(Rows.uuid(row, "key"), Rows.uuid(row, "request_id"));
        }
      }
      return owners;
    }
  }
}
