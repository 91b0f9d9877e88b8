package dev.muster.worker.webhook.manage;

import dev.muster.worker.store.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sets the next deliveries of one endpoint going again that were held or given up, oldest first.
/// Each leaves the set it is taken from, so the next chunk begins where this one ended.
final class RecoverDeliveries {
  private static final String SQL =
      """
      WITH chunk AS (
        SELECT endpoint_id, occurred_at, event_id
        FROM webhook_delivery
        WHERE endpoint_id = ? AND state IN ('HELD', 'EXHAUSTED')
          AND occurred_at >= ? AND occurred_at < ?
        ORDER BY occurred_at, event_id
        LIMIT ?
        FOR UPDATE
      ), moved AS (
        UPDATE webhook_delivery d
        SET state = 'PENDING', attempts = 0, next_attempt_at = clock_timestamp(),
            leased_until = NULL, batch_id = NULL, trigger = 'RECOVERY'
        FROM chunk c
        WHERE d.endpoint_id = c.endpoint_id AND d.occurred_at = c.occurred_at
          AND d.event_id = c.event_id
        RETURNING d.occurred_at
      )
      SELECT count(*) AS moved, max(occurred_at) AS last FROM moved
      """;

  private RecoverDeliveries() {}

  /// One step.
  ///
  /// @param last the youngest event it moved, null if it moved none
  record Step(int moved, @Nullable Instant last) {}

  /// Moves at most `limit` deliveries of events from `from` on and before `until`.
  static Step execute(
      Connection connection, UUID endpointId, Instant from, Instant until, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, endpointId);
      statement.setObject(2, from.atOffset(ZoneOffset.UTC));
      statement.setObject(3, until.atOffset(ZoneOffset.UTC));
      statement.setInt(4, limit);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Step(row.getInt("moved"), Rows.optionalTime(row, "last"));
      }
    }
  }
}
