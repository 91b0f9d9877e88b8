package dev.muster.worker.webhook.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/// Takes what is pending out of the way of an endpoint that gets nothing any more, a piece at a
/// time.
public final class SettleDeliveries {
  private static final String SQL =
      """
      WITH pending AS MATERIALIZED (
        SELECT endpoint_id, occurred_at, event_id
        FROM webhook_delivery
        WHERE endpoint_id = ? AND state = 'PENDING'
        ORDER BY next_attempt_at
        LIMIT ?
        FOR UPDATE SKIP LOCKED
      )
      UPDATE webhook_delivery d SET state = ?, next_attempt_at = NULL, leased_until = NULL
      FROM pending p
      WHERE d.endpoint_id = p.endpoint_id AND d.occurred_at = p.occurred_at
        AND d.event_id = p.event_id
        AND EXISTS (SELECT FROM webhook_endpoint e WHERE e.id = p.endpoint_id AND e.state = ?)
      """;

  private SettleDeliveries() {}

  /// Settles one piece.
  ///
  /// @param state `DISABLED` or `DELETED`: nothing happens if it is another by now
  /// @return how many it were; fewer than `countMax` means that it is done
  public static int execute(
      Connection connection, UUID endpointId, Endpoint.State state, int countMax)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, endpointId);
      statement.setInt(2, countMax);
      statement.setString(3, state == Endpoint.State.DISABLED ? "HELD" : "DISCARDED");
      statement.setString(4, state.name());
      return statement.executeUpdate();
    }
  }
}
