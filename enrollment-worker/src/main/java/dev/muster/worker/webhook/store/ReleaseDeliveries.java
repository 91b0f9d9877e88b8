package dev.muster.worker.webhook.store;

import dev.muster.worker.store.ArrayParameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/// Gives deliveries back that were taken and not tried.
public final class ReleaseDeliveries {
  private static final String SQL =
      """
      UPDATE webhook_delivery d SET leased_until = NULL
      FROM unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::timestamptz[])
           AS r(endpoint_id, occurred_at, event_id, leased_until)
      WHERE d.endpoint_id = r.endpoint_id AND d.occurred_at = r.occurred_at
        AND d.event_id = r.event_id AND d.leased_until = r.leased_until
      """;

  private ReleaseDeliveries() {}

  public static void execute(Connection connection, Collection<DueDelivery> deliveries)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      new ArrayParameters<>(statement, deliveries)
          .uuids(DueDelivery::endpointId)
          .times(DueDelivery::occurredAt)
          .uuids(DueDelivery::eventId)
          .times(DueDelivery::leasedUntil);
      statement.executeUpdate();
    }
  }
}
