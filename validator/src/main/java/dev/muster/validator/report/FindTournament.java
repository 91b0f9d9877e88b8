package dev.muster.validator.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads what the tournament's row says, and the moment of the snapshot.
final class FindTournament {
  private static final String QUERY =
      """
      SELECT name, status, capacity, fee_credits, opens_at, closes_at, created_at, enrolled_count, now() AS taken_at
      FROM tournament
      WHERE id = ?
      """;

  private FindTournament() {}

  /// Adds the facts.
  ///
  /// @return when the tournament was created; null if there is none with this id
  static @Nullable Instant into(Facts.Builder facts, Connection connection, UUID tournament)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setObject(1, tournament);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        facts
            .put(Fact.TOURNAMENT, tournament)
            .put(Fact.NAME, row.getString("name"))
            .put(Fact.STATUS, Entry.asWord(row.getString("status")))
            .put(Fact.CAPACITY, row.getLong("capacity"))
            .put(Fact.FEE_CREDITS, row.getLong("fee_credits"))
            .put(Fact.OPENS_AT, time(row, "opens_at"))
            .put(Fact.CLOSES_AT, time(row, "closes_at"))
            .put(Fact.CREATED_AT, time(row, "created_at"))
            .put(Fact.TAKEN_AT, time(row, "taken_at"))
            .put(Fact.ENROLLED_COUNT, row.getLong("enrolled_count"));
        return time(row, "created_at");
      }
    }
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
