package dev.muster.quickstart.rehearse.fault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/// What the server knows of the sessions that come through the proxy.
final class Sessions {
  private static final String COUNT =
      """
      SELECT count(*)
      FROM pg_stat_activity
      WHERE client_port = ANY (?)
      """;

  private final DataSource database;

  Sessions(DataSource database) {
    this.database = database;
  }

  /// How many of the sessions from these ports are still there.
  long count(List<Integer> clientPorts) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(COUNT)) {
      statement.setArray(1, connection.createArrayOf("integer", clientPorts.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read pg_stat_activity", e);
    }
  }
}
