package dev.muster.worker.webhook.store;

import dev.muster.worker.store.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Takes the heads of an endpoint's lines: of each tournament the first undelivered event, or a run
/// of them from the first on. A line whose head is not due, or in hand, waits.
///
/// The heads are found before they are locked and looked at again under the lock. Skipping a locked
/// head would let the second in the line overtake it.
public final class ClaimHeads {
  private static final String SQL =
      """
      WITH RECURSIVE line AS (
        (SELECT d.tournament_id
         FROM webhook_delivery d
         WHERE d.endpoint_id = ? AND d.state = 'PENDING' AND d.tournament_id IS NOT NULL
         ORDER BY d.tournament_id
         LIMIT 1)
        UNION ALL
        SELECT (SELECT d.tournament_id
                FROM webhook_delivery d
                WHERE d.endpoint_id = ? AND d.state = 'PENDING'
                  AND d.tournament_id > line.tournament_id
                ORDER BY d.tournament_id
                LIMIT 1)
        FROM line
        WHERE line.tournament_id IS NOT NULL
      ), waiting AS (
        SELECT near.endpoint_id, near.occurred_at, near.event_id, near.place, near.batch_id,
               line.tournament_id,
               first_value(near.next_attempt_at) OVER w AS head_due_at,
               first_value(near.leased_until) OVER w AS head_leased_until,
               first_value(near.batch_id) OVER w AS head_batch_id
        FROM line
        CROSS JOIN LATERAL (
          SELECT d.endpoint_id, d.occurred_at, d.event_id, d.next_attempt_at, d.leased_until,
                 d.batch_id, row_number() OVER (ORDER BY d.sequence) AS place
          FROM webhook_delivery d
          WHERE d.endpoint_id = ? AND d.state = 'PENDING'
            AND d.tournament_id = line.tournament_id
          ORDER BY d.sequence
          LIMIT ?
        ) AS near
        WINDOW w AS (PARTITION BY line.tournament_id ORDER BY near.place)
      ), ranked AS (
        SELECT endpoint_id, occurred_at, event_id, place, head_batch_id,
               count(*) FILTER (WHERE batch_id IS DISTINCT FROM head_batch_id)
                 OVER (PARTITION BY tournament_id ORDER BY place) AS strangers,
               dense_rank() OVER (ORDER BY head_due_at, tournament_id) AS rank
        FROM waiting
        WHERE head_due_at <= ? AND (head_leased_until IS NULL OR head_leased_until <= ?)
      ), run AS MATERIALIZED (
        SELECT endpoint_id, occurred_at, event_id, place
        FROM ranked
        WHERE rank <= ? AND strangers = 0 AND (place <= ? OR head_batch_id IS NOT NULL)
      ), taken AS (
        UPDATE webhook_delivery d SET leased_until = ?
        FROM run
        WHERE d.endpoint_id = run.endpoint_id AND d.occurred_at = run.occurred_at
          AND d.event_id = run.event_id AND d.state = 'PENDING'
          AND (d.leased_until IS NULL OR d.leased_until <= ?)
        RETURNING run.place, d.endpoint_id, d.occurred_at, d.event_id, d.event_type, d.tournament_id,
                  d.sequence, d.attempts, d.next_attempt_at, d.trigger, d.batch_id, d.payload,
                  d.traceparent
      )
      SELECT taken.place, taken.endpoint_id, taken.occurred_at, taken.event_id, taken.event_type,
             taken.tournament_id AS line_id, taken.sequence, taken.attempts,
             taken.next_attempt_at, taken.trigger, taken.batch_id, taken.payload,
             taken.traceparent,
             c.request_id, c.type, c.tournament_id, c.player_id, c.outcome, c.reason, c.detail,
             c.enrollment_id, c.credits_charged, c.credits_refunded, c.balance_after,
             c.submitted_at, c.decided_at, c.partition, c."offset"
      FROM taken LEFT JOIN decision c ON c.request_id = taken.event_id AND taken.payload IS NULL
      """;

  private static final int BATCH_MAX = 100;

  private ClaimHeads() {}

  /// Takes for one endpoint.
  ///
  /// @param room how many lines
  /// @param runMax how many of one line; a batch that was sent before is taken whole all the same
  /// @return those of one line together, by their place in it
  public static List<DueDelivery> execute(
      Connection connection, Room room, int runMax, Instant now, Instant leasedUntil)
      throws SQLException {
    UUID endpoint = room.endpointId();
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, endpoint);
      statement.setObject(2, endpoint);
      statement.setObject(3, endpoint);
      statement.setInt(4, runMax == 1 ? 1 : BATCH_MAX);
      statement.setObject(5, Times.utc(now));
      statement.setObject(6, Times.utc(now));
      statement.setInt(7, room.deliveries());
      statement.setInt(8, runMax);
      statement.setObject(9, Times.utc(leasedUntil));
      statement.setObject(10, Times.utc(now));
      Map<UUID, SortedMap<Integer, DueDelivery>> lines = new LinkedHashMap<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          lines
              .computeIfAbsent(Rows.uuid(row, "line_id"), _ -> new TreeMap<>())
              .put(row.getInt("place"), DueDelivery.read(row, leasedUntil));
        }
      }
      return unbroken(lines.values());
    }
  }

  /// If another dispatcher was faster with the first of a line, the others stay until their lease
  /// ends.
  private static List<DueDelivery> unbroken(Collection<SortedMap<Integer, DueDelivery>> lines) {
    List<DueDelivery> taken = new ArrayList<>();
    for (SortedMap<Integer, DueDelivery> line : lines) {
      if (line.firstKey() == 1 && line.lastKey() == line.size()) {
        taken.addAll(line.values());
      }
    }
    return taken;
  }
}
