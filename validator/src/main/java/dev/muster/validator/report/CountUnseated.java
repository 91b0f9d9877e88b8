package dev.muster.validator.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Counts the enrollments that were promised in a decision and are not there.
final class CountUnseated {
  private static final String QUERY =
      """
      SELECT count(*)
      FROM decision d
      WHERE d.tournament_id = ? AND d.outcome IN ('ENROLLED', 'UNENROLLED')
        AND d.decided_at >= coalesce(?, '-infinity'::timestamptz)
        AND NOT EXISTS (
          SELECT FROM enrollment e
          WHERE e.id = d.enrollment_id AND e.tournament_id = d.tournament_id AND e.player_id = d.player_id
            AND (d.outcome = 'ENROLLED' OR e.status = 'CANCELLED'))
      """;

  private CountUnseated() {}

  /// Adds the fact.
  static void into(
      Facts.Builder facts, Connection connection, UUID tournament, @Nullable Instant since)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setObject(1, tournament);
      statement.setObject(2, since == null ? null : since.atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        facts.put(Fact.DECISIONS_WITHOUT_SEAT, row.getLong(1));
      }
    }
  }
}
