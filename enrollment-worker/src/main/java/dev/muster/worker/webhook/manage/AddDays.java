package dev.muster.worker.webhook.manage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;

/// Makes sure that the days are there to keep deliveries under.
final class AddDays {
  private static final String SQL = "SELECT webhook_add_days(?, ?)";

  private AddDays() {}

  /// Adds those that are missing.
  ///
  /// @param connection in a transaction that holds no other locks: a new day locks the whole table
  /// @param last not before `first`
  static void execute(Connection connection, LocalDate first, LocalDate last) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, first);
      statement.setObject(2, last);
      statement.executeQuery().close();
    }
  }
}
