package dev.muster.ingest.read;

import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.RequestStatus;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import dev.muster.schemas.result.Unenrolled;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The outcome of a request, once there is one.
public final class FindDecision {
  private static final String SQL =
      """
      SELECT request_id, type, tournament_id, player_id, outcome, reason, detail, enrollment_id,
             credits_charged, credits_refunded, balance_after, submitted_at, decided_at, partition, "offset"
      FROM decision
      WHERE request_id = ?
      """;

  private final JdbcClient jdbc;

  public FindDecision(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The result of a request, or empty while it is undecided or if there never was such a request.
  public Optional<Result> byId(UUID requestId) {
    return jdbc.sql(SQL).param(requestId).query((row, _) -> result(row)).optional();
  }

  private static Result result(ResultSet row) throws SQLException {
    String type = row.getString("type");
    var header =
        new ResultHeader(
            row.getObject("request_id", UUID.class),
            type == null ? null : CommandType.valueOf(type),
            row.getObject("tournament_id", UUID.class),
            row.getObject("player_id", UUID.class),
            Rows.instant(row, "submitted_at"),
            Rows.instant(row, "decided_at"),
            new LogPosition(row.getInt("partition"), row.getLong("offset")));
    return switch (RequestStatus.valueOf(row.getString("outcome"))) {
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
          new Accepted(header, credits(row, "credits_refunded"), credits(row, "balance_after"));
      case REJECTED ->
          new Rejected(
              header, RejectionReason.valueOf(row.getString("reason")), row.getString("detail"));
      case PENDING -> throw new IllegalStateException("A stored decision cannot be PENDING");
    };
  }

  private static @Nullable Long credits(ResultSet row, String column) throws SQLException {
    return row.getObject(column, Long.class);
  }
}
