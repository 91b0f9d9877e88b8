package dev.muster.worker.webhook.manage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/// Ends an endpoint. The row stays, for the sake of its deliveries' name; what is secret goes.
final class DeleteEndpoint {
  private static final String SQL =
      """
      UPDATE webhook_endpoint
      SET state = 'DELETED', disabled_reason = NULL, state_since = now(), failing_since = NULL,
          sealed_headers = NULL, sealed_secret = NULL, sealed_previous_secret = NULL,
          previous_secret_until = NULL, updated_at = now()
      WHERE id = ?
      """;

  private DeleteEndpoint() {}

  static void execute(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, id);
      statement.executeUpdate();
    }
  }
}
