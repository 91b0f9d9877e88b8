package dev.muster.worker.webhook.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The one row that tells whether any endpoint has changed.
public final class RegistryVersion {
  private static final String FIND =
      """
      SELECT version FROM webhook_registry WHERE id = 1
      """;

  private static final String HOLD =
      """
      SELECT version FROM webhook_registry WHERE id = 1 FOR SHARE
      """;

  private static final String BUMP =
      """
      UPDATE webhook_registry SET version = version + 1 WHERE id = 1
      """;

  private RegistryVersion() {}

  /// Rises with every change.
  public static long find(Connection connection) throws SQLException {
    return read(connection, FIND);
  }

  /// The same, and no endpoint begins before this transaction ends: whoever is not among the
  /// endpoints now begins after every event that is fanned out in it.
  public static long hold(Connection connection) throws SQLException {
    return read(connection, HOLD);
  }

  private static long read(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong("version");
    }
  }

  /// Part of every transaction that changes an endpoint.
  public static void bump(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BUMP)) {
      statement.executeUpdate();
    }
  }
}
