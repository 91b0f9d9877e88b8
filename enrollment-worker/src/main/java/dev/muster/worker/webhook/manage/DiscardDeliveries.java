package dev.muster.worker.webhook.manage;

import dev.muster.worker.webhook.store.Endpoint;
import dev.muster.worker.webhook.store.SettleDeliveries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/// Discards the next deliveries of a deleted endpoint: those that wait, and those that are held,
/// which another index finds.
final class DiscardDeliveries {
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
    int waiting = SettleDeliveries.execute(connection, endpointId, Endpoint.State.DELETED, limit);
    try (PreparedStatement statement = connection.prepareStatement(HELD)) {
      statement.setObject(1, endpointId);
      statement.setInt(2, limit);
      return waiting + statement.executeUpdate();
    }
  }
}
