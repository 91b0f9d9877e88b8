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

/// Locks players in the order of their ids, since their credits are shared by all partitions, and
/// reads what the lock waited for.
final class LockPlayers {
  private static final String SQL =
      """
      SELECT p.id, p.display_name, p.credit_balance, p.created_at
      FROM unnest(?::uuid[]) AS wanted(id)
      JOIN player p ON p.id = wanted.id
      ORDER BY p.id
      FOR NO KEY UPDATE OF p
      """;

  private LockPlayers() {}

  static Map<UUID, Player> execute(Connection connection, Collection<UUID> ids)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
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
