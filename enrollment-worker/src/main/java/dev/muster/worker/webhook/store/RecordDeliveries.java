package dev.muster.worker.webhook.store;

import dev.muster.worker.store.ArrayParameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/// Writes down how tried deliveries go on. One that is in other hands by now, or was set going
/// anew meanwhile, is left alone; one that was put on hold meanwhile and got through is delivered.
public final class RecordDeliveries {
  private static final String SQL =
      """
      UPDATE webhook_delivery d
      SET state = r.state, attempts = r.attempt, next_attempt_at = r.next_attempt_at,
          last_attempt_at = r.started_at, leased_until = NULL
      FROM unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::timestamptz[], ?::text[], ?::int8[],
                  ?::timestamptz[], ?::timestamptz[])
           AS r(endpoint_id, occurred_at, event_id, leased_until, state, attempt, next_attempt_at,
                started_at)
      WHERE d.endpoint_id = r.endpoint_id AND d.occurred_at = r.occurred_at
        AND d.event_id = r.event_id
        AND (d.state = 'PENDING' AND d.leased_until = r.leased_until
             OR d.state = 'HELD' AND r.state = 'DELIVERED')
      """;

  private RecordDeliveries() {}

  /// Writes all of them.
  ///
  /// @return how many rows were still this dispatcher's to write
  public static int execute(Connection connection, Collection<TriedDelivery> tried)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      new ArrayParameters<>(statement, tried)
          .uuids(each -> each.delivery().endpointId())
          .times(each -> each.delivery().occurredAt())
          .uuids(each -> each.delivery().eventId())
          .times(each -> each.delivery().leasedUntil())
          .names(TriedDelivery::state)
          .integers(TriedDelivery::attempt)
          .times(TriedDelivery::nextAttemptAt)
          .times(TriedDelivery::startedAt);
      return statement.executeUpdate();
    }
  }
}
