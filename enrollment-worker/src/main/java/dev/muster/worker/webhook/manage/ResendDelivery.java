package dev.muster.worker.webhook.manage;

import dev.muster.schemas.webhook.OperationRefusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// Sets one delivery going again from the start of its schedule. One that waits for its next
/// attempt is taken too: whoever mended the receiver does not want to wait for a day.
///
/// It leaves the batch it was in, because a repeat under the batch's id would have another body.
final class ResendDelivery {
  /// The time of an event follows from the event, so no index by event is needed.
  private static final String LOCK =
      """
      SELECT state = 'PENDING' AND leased_until > now() AS in_hand
      FROM webhook_delivery
      WHERE endpoint_id = ? AND event_id = ? AND state <> 'DISCARDED'
        AND occurred_at = coalesce(
          (SELECT decided_at FROM decision WHERE request_id = ?),
          (SELECT created_at FROM webhook_operation WHERE id = ? AND kind = 'TEST'))
      FOR UPDATE
      """;

  private static final String SQL =
      """
      UPDATE webhook_delivery
      SET state = 'PENDING', attempts = 0, next_attempt_at = clock_timestamp(),
          leased_until = NULL, batch_id = NULL, trigger = 'RESEND'
      WHERE endpoint_id = ? AND event_id = ?
        AND occurred_at = coalesce(
          (SELECT decided_at FROM decision WHERE request_id = ?),
          (SELECT created_at FROM webhook_operation WHERE id = ? AND kind = 'TEST'))
      """;

  private ResendDelivery() {}

  static Outcome execute(Connection connection, UUID endpointId, UUID eventId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      bind(statement, endpointId, eventId);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return new Outcome.Refused(OperationRefusal.DELIVERY_NOT_FOUND, null);
        }
        if (row.getBoolean("in_hand")) {
          return new Outcome.Refused(OperationRefusal.DELIVERY_PENDING, null);
        }
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      bind(statement, endpointId, eventId);
      return new Outcome.Done(statement.executeUpdate());
    }
  }

  private static void bind(PreparedStatement statement, UUID endpointId, UUID eventId)
      throws SQLException {
    statement.setObject(1, endpointId);
    statement.setObject(2, eventId);
    statement.setObject(3, eventId);
    statement.setObject(4, eventId);
  }
}
