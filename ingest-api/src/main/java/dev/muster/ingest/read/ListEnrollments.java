package dev.muster.ingest.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A player's enrollments, live and cancelled, newest first.
public final class ListEnrollments {
  private static final String SQL =
      """
      SELECT id, tournament_id, status, fee_charged, refund, request_id, enrolled_at, cancelled_at
      FROM (
        SELECT id, tournament_id, status, fee_charged, refund, request_id, enrolled_at, cancelled_at
        FROM enrollment
        WHERE player_id = :player AND status IN ('PENDING', 'ACTIVE')
          AND (enrolled_at, id) < (:enrolledAt, :id)
        UNION ALL
        (SELECT id, tournament_id, status, fee_charged, refund, request_id, enrolled_at,
                cancelled_at
         FROM enrollment
         WHERE player_id = :player AND status = 'CANCELLED'
           AND (enrolled_at, id) < (:enrolledAt, :id)
         ORDER BY enrolled_at DESC, id DESC
         LIMIT :limit)) AS e
      ORDER BY enrolled_at DESC, id DESC
      LIMIT :limit
      """;

  private static final Key NEWEST =
      new Key(Instant.parse("9999-12-31T23:59:59Z"), new UUID(-1, -1));

  private final JdbcClient jdbc;

  public ListEnrollments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// At most `limit` enrollments made before `before`, or the newest ones when it is null.
  public List<Enrollment> of(UUID playerId, @Nullable Key before, int limit) {
    Key key = before == null ? NEWEST : before;
    return jdbc.sql(SQL)
        .param("player", playerId)
        .param("enrolledAt", key.enrolledAt().atOffset(ZoneOffset.UTC))
        .param("id", key.id())
        .param("limit", limit)
        .query((row, _) -> enrollment(row))
        .list();
  }

  private static Enrollment enrollment(ResultSet row) throws SQLException {
    return new Enrollment(
        row.getObject("id", UUID.class),
        row.getObject("tournament_id", UUID.class),
        row.getString("status"),
        row.getLong("fee_charged"),
        row.getObject("refund", Long.class),
        row.getObject("request_id", UUID.class),
        Rows.instant(row, "enrolled_at"),
        Rows.instantOrNull(row, "cancelled_at"));
  }

  /// A place in the list: the sort columns of the last row seen.
  public record Key(Instant enrolledAt, UUID id) {}

  /// One seat, taken and perhaps given back.
  ///
  /// @param feeCharged credits it was charged
  /// @param refund credits given back, null while it is live
  /// @param enrolledAt log time of the request that made it
  /// @param cancelledAt log time of the request that cancelled it, null while it is live
  public record Enrollment(
      UUID id,
      UUID tournamentId,
      String status,
      long feeCharged,
      @Nullable Long refund,
      UUID requestId,
      Instant enrolledAt,
      @Nullable Instant cancelledAt) {}
}
