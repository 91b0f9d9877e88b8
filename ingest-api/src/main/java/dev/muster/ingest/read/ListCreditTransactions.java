package dev.muster.ingest.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A player's ledger, newest first.
public final class ListCreditTransactions {
  private static final String SQL =
      """
      SELECT id, amount, balance_after, kind, enrollment_id, request_id, reason, created_at
      FROM credit_transaction
      WHERE player_id = ? AND id < ?
      ORDER BY id DESC
      LIMIT ?
      """;

  private final JdbcClient jdbc;

  public ListCreditTransactions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// At most `limit` rows written before the row `before`, or the newest ones when it is null.
  public List<CreditTransaction> of(UUID playerId, @Nullable Long before, int limit) {
    return jdbc.sql(SQL)
        .param(playerId)
        .param(before == null ? Long.MAX_VALUE : before)
        .param(limit)
        .query((row, _) -> transaction(row))
        .list();
  }

  private static CreditTransaction transaction(ResultSet row) throws SQLException {
    return new CreditTransaction(
        row.getLong("id"),
        row.getLong("amount"),
        row.getLong("balance_after"),
        row.getString("kind"),
        row.getObject("enrollment_id", UUID.class),
        row.getObject("request_id", UUID.class),
        row.getString("reason"),
        Rows.instant(row, "created_at"));
  }

  /// One row of the ledger.
  ///
  /// @param id rises with every row of one player
  /// @param amount credits, negative for a charge
  /// @param balanceAfter the wallet after this row
  /// @param createdAt log time of the request that moved the credits
  public record CreditTransaction(
      long id,
      long amount,
      long balanceAfter,
      String kind,
      @Nullable UUID enrollmentId,
      UUID requestId,
      @Nullable String reason,
      Instant createdAt) {}
}
