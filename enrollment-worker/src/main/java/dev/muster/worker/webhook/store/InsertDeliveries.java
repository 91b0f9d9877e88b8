package dev.muster.worker.webhook.store;

import dev.muster.worker.store.ArrayParameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;

/// Makes deliveries; one that exists stays as it is.
public final class InsertDeliveries {
  private static final String SQL =
      """
      INSERT INTO webhook_delivery (endpoint_id, occurred_at, event_id, event_type, tournament_id,
                                    sequence, state, next_attempt_at, traceparent)
      SELECT endpoint_id, occurred_at, event_id, event_type, tournament_id, sequence, state, due_at,
             traceparent
      FROM unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::text[], ?::uuid[], ?::int8[],
                  ?::text[], ?::timestamptz[], ?::text[])
           AS d(endpoint_id, occurred_at, event_id, event_type, tournament_id, sequence, state,
                due_at, traceparent)
      ON CONFLICT DO NOTHING
      """;

  private InsertDeliveries() {}

  /// Inserts what is new.
  ///
  /// @param now when those that are not held are due
  /// @return how many were new
  public static int execute(Connection connection, Collection<NewDelivery> deliveries, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      new ArrayParameters<>(statement, deliveries)
          .uuids(NewDelivery::endpointId)
          .times(NewDelivery::occurredAt)
          .uuids(NewDelivery::eventId)
          .texts(delivery -> delivery.type().wireName())
          .uuids(NewDelivery::tournamentId)
          .integers(NewDelivery::sequence)
          .texts(delivery -> delivery.held() ? "HELD" : "PENDING")
          .times(delivery -> delivery.held() ? null : now)
          .texts(NewDelivery::traceparent);
      return statement.executeUpdate();
    }
  }
}
