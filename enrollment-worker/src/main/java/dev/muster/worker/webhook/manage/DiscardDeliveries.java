package dev.muster.worker.webhook.manage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/// Discards the next deliveries of a deleted endpoint. Those that wait and those that are held are
/// found by different indexes, so they are two statements.
final class DiscardDeliveries {
  private static final String WAITING =
      """
      UPDATE webhook_delivery d
      SET state = 'DISCARDED', next_attempt_at = NULL, leased_until = NULL
      FROM (SELECT endpoint_id, occurred_at, event_id FROM webhook_delivery
            WHERE endpoint_id = ? AND state = 'PENDING' LIMIT ? FOR UPDATE) AS c
      WHERE d.endpoint_id = c.endpoint_id AND d.occurred_at = c.occurred_at
        AND d.event_id = c.event_id
      """;

  private static final String HELD =
      """
      UPDATE webhook_delivery d
      SET state = 'DISCARDED'
      FROM (SELECT endpoint_id, occurred_at, event_id FROM webhook_delivery
            WHERE endpoint_id = ? AND state IN ('HELD', 'EXHAUSTED') AND state = 'HELD'
            LIMIT ? FOR UPDATE) AS c
      WHERE d.endpoint_id = c.endpoint_id AND d.occurred_at = c.occurred_at
        AND d.event_id = c.event_id
      """;

  private DiscardDeliveries() {}

  /// Discards at most `limit` of each kind.
  ///
  /// @return how many in all; none are left when it is 0
  static int execute(Connection connection, UUID endpointId, int limit) throws SQLException {
    int discarded = 0;
    for (String sql : new String[] {WAITING, HELD}) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setObject(1, endpointId);
        statement.setInt(2, limit);
        discarded += statement.executeUpdate();
      }
    }
    return discarded;
  }
}
