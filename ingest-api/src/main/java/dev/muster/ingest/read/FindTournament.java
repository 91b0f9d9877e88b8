package dev.muster.ingest.read;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// One tournament with its seats as of the last committed batch.
public final class FindTournament {
  private static final String SQL =
      """
      SELECT id, name, capacity, enrolled_count, fee_credits, status, opens_at, closes_at,
             refund_full_until, refund_percent_after, cancel_reason, created_at, updated_at
      FROM tournament
      WHERE id = ?
      """;

  private final JdbcClient jdbc;

  public FindTournament(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<Tournament> byId(UUID id) {
    return jdbc.sql(SQL).param(id).query((row, _) -> tournament(row)).optional();
  }

  private static Tournament tournament(ResultSet row) throws SQLException {
    return new Tournament(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getInt("capacity"),
        row.getInt("enrolled_count"),
        row.getLong("fee_credits"),
        TournamentStatus.valueOf(row.getString("status")),
        Rows.instantOrNull(row, "opens_at"),
        Rows.instantOrNull(row, "closes_at"),
        new RefundPolicy(
            Rows.instantOrNull(row, "refund_full_until"), row.getInt("refund_percent_after")),
        row.getString("cancel_reason"),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "updated_at"));
  }

  /// What is shown of a tournament.
  ///
  /// @param feeCredits price of one seat now
  /// @param createdAt log time of the command that created it
  /// @param updatedAt log time of the last command that defined or cancelled it
  public record Tournament(
      UUID id,
      String name,
      int capacity,
      int enrolled,
      long feeCredits,
      TournamentStatus status,
      @Nullable Instant opensAt,
      @Nullable Instant closesAt,
      RefundPolicy refundPolicy,
      @Nullable String cancelReason,
      Instant createdAt,
      Instant updatedAt) {}
}
