package dev.muster.worker.store;

import dev.muster.worker.decision.Player;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Reads players. Those whose credits a batch can move are locked, in the order of their ids, since
/// their credits are shared by all partitions; of the others only that they are there matters.
final class LoadPlayers {
  private static final String LOCKED =
      """
      SELECT p.id, p.display_name, p.credit_balance, p.created_at
      FROM unnest(?::uuid[]) AS wanted(id)
      JOIN player p ON p.id = wanted.id
      ORDER BY p.id
      FOR NO KEY UPDATE OF p
      """;

  private static final String UNLOCKED =
      """
      SELECT p.id, p.display_name, p.credit_balance, p.created_at
      FROM unnest(?::uuid[]) AS wanted(id)
      JOIN player p ON p.id = wanted.id
      """;

  private LoadPlayers() {}

  /// What is read is what the lock waited for.
  static Map<UUID, Player> locked(Connection connection, Collection<UUID> ids) throws SQLException {
    return read(connection, LOCKED, ids);
  }

  /// Their credits may move meanwhile.
  static Map<UUID, Player> unlocked(Connection connection, Collection<UUID> ids)
      throws SQLException {
    return read(connection, UNLOCKED, ids);
  }

  private static Map<UUID, Player> read(Connection connection, String sql, Collection<UUID> ids)
      throws SQLException {
    if (ids.isEmpty()) {
      return Map.of();
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      new ArrayParameters<>(statement, ids).uuids(id -> id);
      Map<UUID, Player> found = HashMap.newHashMap(ids.size());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          var player =
              new Player(
                  Rows.uuid(row, "id"),
                  row.getString("display_name"),
                  row.getLong("credit_balance"),
                  Rows.time(row, "created_at"));
          found.put(player.id(), player);
        }
      }
      return found;
    }
  }
}
