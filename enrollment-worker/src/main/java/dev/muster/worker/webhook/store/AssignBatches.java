package dev.muster.worker.webhook.store;

import dev.muster.worker.store.ArrayParameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Writes down which deliveries go out in one POST, before it is sent for the first time, so that
/// every retry carries the same. They are due at one moment from here on, and so come back
/// together.
public final class AssignBatches {
  private static final String SQL =
      """
      UPDATE webhook_delivery d SET batch_id = b.batch_id, next_attempt_at = ?
      FROM unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::uuid[])
           AS b(endpoint_id, occurred_at, event_id, batch_id)
      WHERE d.endpoint_id = b.endpoint_id AND d.occurred_at = b.occurred_at
        AND d.event_id = b.event_id
      """;

  private AssignBatches() {}

  /// Gives each group an id.
  ///
  /// @param batches deliveries in hand, in groups
  /// @return the same, each group under a new id
  public static List<List<DueDelivery>> execute(
      Connection connection, List<List<DueDelivery>> batches, Instant now) throws SQLException {
    List<List<DueDelivery>> named = new ArrayList<>();
    List<DueDelivery> all = new ArrayList<>();
    for (List<DueDelivery> batch : batches) {
      UUID id = UUID.randomUUID();
      named.add(batch.stream().map(delivery -> delivery.inBatch(id)).toList());
      all.addAll(named.getLast());
    }
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, Times.utc(now));
      new ArrayParameters<>(statement, all, 1)
          .uuids(DueDelivery::endpointId)
          .times(DueDelivery::occurredAt)
          .uuids(DueDelivery::eventId)
          .uuids(DueDelivery::batchId);
      statement.executeUpdate();
    }
    return named;
  }
}
