package dev.muster.worker.webhook.manage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Tells whoever keeps endpoints in memory that they changed. The row stays locked until the end of
/// the transaction: changes become visible one after the other.
final class BumpRegistry {
  private static final String SQL = "UPDATE webhook_registry SET version = version + 1";

  private BumpRegistry() {}

  static void execute(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.executeUpdate();
    }
  }
}
