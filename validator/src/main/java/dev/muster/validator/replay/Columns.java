package dev.muster.validator.replay;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads columns that may hold anything, or nothing.
final class Columns {
  private Columns() {}

  static @Nullable UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  static @Nullable Long number(ResultSet row, String column) throws SQLException {
    return row.getObject(column, Long.class);
  }

  static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime found = row.getObject(column, OffsetDateTime.class);
    return found == null ? null : found.toInstant();
  }

  /// The enrollment on a row whose columns have this prefix; null if there is none.
  static @Nullable EnrollmentFields enrollment(ResultSet row) throws SQLException {
    UUID id = uuid(row, "e_id");
    return id == null
        ? null
        : new EnrollmentFields(
            id,
            uuid(row, "e_tournament_id"),
            uuid(row, "e_player_id"),
            row.getString("e_status"),
            number(row, "e_fee_charged"),
            number(row, "e_refund"),
            uuid(row, "e_request_id"),
            time(row, "e_enrolled_at"),
            time(row, "e_cancelled_at"));
  }
}
