package dev.muster.worker.webhook.manage;

import dev.muster.schemas.webhook.WebhookEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.UUID;

/// The delivery of a test event, which carries its data with it.
final class InsertTestDelivery {
  private static final String SQL =
      """
      INSERT INTO webhook_delivery
             (endpoint_id, occurred_at, event_id, event_type, sequence, state, next_attempt_at,
              trigger, payload)
      VALUES (?, ?, ?, ?, ?, 'PENDING', clock_timestamp(), 'TEST', ?)
      """;

  private InsertTestDelivery() {}

  /// Inserts it, due at once.
  ///
  /// @param sequence its place in line
  static void execute(Connection connection, UUID endpointId, WebhookEvent event, long sequence)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, endpointId);
      statement.setObject(2, event.timestamp().atOffset(ZoneOffset.UTC));
      statement.setObject(3, event.eventId());
      statement.setString(4, event.type().wireName());
      statement.setLong(5, sequence);
      statement.setString(6, event.data());
      statement.executeUpdate();
    }
  }
}
