package dev.muster.worker.webhook.manage;

import dev.muster.schemas.result.Result;
import dev.muster.schemas.webhook.EventType;
import dev.muster.worker.store.ArrayParameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// The deliveries of events that an endpoint has none for; those it has stay as they are.
final class InsertMissingDeliveries {
  private static final String SQL =
      """
      INSERT INTO webhook_delivery
             (endpoint_id, occurred_at, event_id, event_type, tournament_id, sequence, state,
              next_attempt_at, trigger)
      SELECT ?::uuid, e.occurred_at, e.event_id, e.event_type, e.tournament_id, e.sequence,
             'PENDING', clock_timestamp(), 'REPLAY'
      FROM unnest(?::timestamptz[], ?::uuid[], ?::text[], ?::uuid[], ?::int8[])
           AS e(occurred_at, event_id, event_type, tournament_id, sequence)
      ON CONFLICT (endpoint_id, occurred_at, event_id) DO NOTHING
      """;

  private InsertMissingDeliveries() {}

  /// A decided result as the event it is.
  record Missing(EventType type, Result result) {}

  /// Inserts those that are missing.
  ///
  /// @return how many they were
  static int execute(Connection connection, UUID endpointId, List<Missing> events)
      throws SQLException {
    if (events.isEmpty()) {
      return 0;
    }
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, endpointId);
      new ArrayParameters<>(statement, events, 1)
          .times(event -> event.result().header().decidedAt())
          .uuids(event -> event.result().header().requestId())
          .texts(event -> event.type().wireName())
          .uuids(event -> event.result().header().tournamentId())
          .integers(event -> event.result().header().position().offset());
      return statement.executeUpdate();
    }
  }
}
