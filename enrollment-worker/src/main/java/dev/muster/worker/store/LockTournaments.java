package dev.muster.worker.store;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.worker.decision.Tournament;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/// Locks tournaments in the order of their ids and reads what the lock waited for.
final class LockTournaments {
  private static final String SQL =
      """
      SELECT t.id, t.name, t.capacity, t.fee_credits, t.status, t.opens_at, t.closes_at,
             t.refund_full_until, t.refund_percent_after, t.enrolled_count, t.cancel_reason,
             t.created_at, t.updated_at
      FROM unnest(?::uuid[]) AS wanted(id)
      JOIN tournament t ON t.id = wanted.id
      ORDER BY t.id
      FOR NO KEY UPDATE OF t
      """;

  private LockTournaments() {}

  /// Those that are found come into the map.
  static Read of(Collection<UUID> ids, Map<UUID, Tournament> found) {
    return new Read(
        SQL,
        ids.size(),
        (statement, bound) -> new ArrayParameters<>(statement, ids, bound).uuids(id -> id).bound(),
        row -> {
          Tournament tournament = read(row);
          found.put(tournament.id(), tournament);
        });
  }

  private static Tournament read(ResultSet row) throws SQLException {
    return new Tournament(
        Rows.uuid(row, "id"),
        row.getString("name"),
        row.getInt("capacity"),
        row.getLong("fee_credits"),
        TournamentStatus.valueOf(row.getString("status")),
        Rows.optionalTime(row, "opens_at"),
        Rows.optionalTime(row, "closes_at"),
        new RefundPolicy(
            Rows.optionalTime(row, "refund_full_until"), row.getInt("refund_percent_after")),
        row.getInt("enrolled_count"),
        row.getString("cancel_reason"),
        Rows.time(row, "created_at"),
        Rows.time(row, "updated_at"));
  }
}
