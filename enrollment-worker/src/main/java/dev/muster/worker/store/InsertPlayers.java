package dev.muster.worker.store;

import dev.muster.worker.decision.Player;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/// Adds players.
final class InsertPlayers {
  private static final String SQL =
      """
      INSERT INTO player (id, display_name, credit_balance, created_at)
      SELECT id, display_name, credit_balance, created_at
      FROM unnest(?::uuid[], ?::text[], ?::int8[], ?::timestamptz[])
           AS p(id, display_name, credit_balance, created_at)
      """;

  private InsertPlayers() {}

  static void execute(Connection connection, Collection<Player> players) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      new ArrayParameters<>(statement, players)
          .uuids(Player::id)
          .texts(Player::displayName)
          .integers(Player::creditBalance)
          .times(Player::createdAt);
      Rows.write(statement, players.size());
    }
  }
}
