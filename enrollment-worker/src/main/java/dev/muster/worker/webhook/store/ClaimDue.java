package dev.muster.worker.webhook.store;

import dev.muster.worker.store.ArrayParameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Takes what is due, for each endpoint as much as it has room for, and reads what it tells. What
/// another dispatcher is just taking is left to it.
///
/// Taking changes no indexed column, so it is an update in place.
public final class ClaimDue {
  private static final String SQL =
      """
      WITH due AS MATERIALIZED (
        SELECT picked.endpoint_id, picked.occurred_at, picked.event_id
        FROM unnest(?::uuid[], ?::int8[]) AS e(endpoint_id, room)
        CROSS JOIN LATERAL (
          SELECT d.endpoint_id, d.occurred_at, d.event_id
          FROM webhook_delivery d
          WHERE d.endpoint_id = e.endpoint_id AND d.state = 'PENDING' AND d.next_attempt_at <= ?
            AND (d.leased_until IS NULL OR d.leased_until <= ?)
            AND (d.tournament_id IS NULL OR NOT ?)
          ORDER BY d.next_attempt_at, d.batch_id
          LIMIT e.room
          FOR UPDATE SKIP LOCKED
        ) AS picked
      ), taken AS (
        UPDATE webhook_delivery d SET leased_until = ?
        FROM due
        WHERE d.endpoint_id = due.endpoint_id AND d.occurred_at = due.occurred_at
          AND d.event_id = due.event_id
        RETURNING d.endpoint_id, d.occurred_at, d.event_id, d.event_type, d.tournament_id,
                  d.sequence, d.attempts, d.next_attempt_at, d.trigger, d.batch_id, d.payload,
                  d.traceparent
      )
      SELECT taken.endpoint_id, taken.occurred_at, taken.event_id, taken.event_type,
             taken.tournament_id AS line_id, taken.sequence, taken.attempts,
             taken.next_attempt_at, taken.trigger, taken.batch_id, taken.payload,
             taken.traceparent,
             c.request_id, c.type, c.tournament_id, c.player_id, c.outcome, c.reason, c.detail,
             c.enrollment_id, c.credits_charged, c.credits_refunded, c.balance_after,
             c.submitted_at, c.decided_at, c.partition, c."offset"
      FROM taken LEFT JOIN decision c ON c.request_id = taken.event_id AND taken.payload IS NULL
      """;

  private ClaimDue() {}

  /// Takes for all endpoints at once.
  ///
  /// @param rooms each endpoint once
  /// @param onlyWithoutLine leaves out what stands in a tournament's line
  /// @param leasedUntil microseconds at most, as the database keeps it
  /// @return oldest due first
  public static List<DueDelivery> execute(
      Connection connection,
      Collection<Room> rooms,
      boolean onlyWithoutLine,
      Instant now,
      Instant leasedUntil)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      new ArrayParameters<>(statement, rooms).uuids(Room::endpointId).integers(Room::deliveries);
      statement.setObject(3, Times.utc(now));
      statement.setObject(4, Times.utc(now));
      statement.setBoolean(5, onlyWithoutLine);
      statement.setObject(6, Times.utc(leasedUntil));
      List<DueDelivery> taken = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          taken.add(DueDelivery.read(row, leasedUntil));
        }
      }
      taken.sort(DueDelivery.OLDEST_FIRST);
      return taken;
    }
  }
}
