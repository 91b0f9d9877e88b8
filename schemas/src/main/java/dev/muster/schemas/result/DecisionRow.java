package dev.muster.schemas.result;

import dev.muster.schemas.command.CommandType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads a row of the `decision` table back into the result it stores. The API answers polls from
/// it, and the worker publishes from it after a crash, so both give the same document.
public final class DecisionRow {
  private DecisionRow() {}

  /// The result on a row that has every column of the table but `topic_id`.
  public static Result read(ResultSet row) throws SQLException {
    ResultHeader header = header(row);
    RequestStatus outcome = RequestStatus.valueOf(row.getString("outcome"));
    return switch (outcome) {
      case ENROLLED ->
          new Enrolled(
              header,
              row.getObject("enrollment_id", UUID.class),
              row.getLong("credits_charged"),
              row.getLong("balance_after"));
      case UNENROLLED ->
          new Unenrolled(
              header,
              row.getObject("enrollment_id", UUID.class),
              row.getLong("credits_refunded"),
              row.getLong("balance_after"));
      case ACCEPTED ->
          new Accepted(
              header,
              row.getObject("credits_refunded", Long.class),
              row.getObject("balance_after", Long.class));
      case REJECTED ->
          new Rejected(
              header, RejectionReason.valueOf(row.getString("reason")), row.getString("detail"));
      case PENDING -> throw new IllegalStateException("a stored decision is never pending");
    };
  }

  private static ResultHeader header(ResultSet row) throws SQLException {
    @Nullable String type = row.getString("type");
    return new ResultHeader(
        row.getObject("request_id", UUID.class),
        type == null ? null : CommandType.valueOf(type),
        row.getObject("tournament_id", UUID.class),
        row.getObject("player_id", UUID.class),
        time(row, "submitted_at"),
        time(row, "decided_at"),
        new LogPosition(row.getInt("partition"), row.getLong("offset")));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
