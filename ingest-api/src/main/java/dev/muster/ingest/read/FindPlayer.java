package dev.muster.ingest.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// One player with the wallet as of the last committed batch.
public final class FindPlayer {
  private static final String SQL =
      """
      SELECT id, display_name, credit_balance, created_at
      FROM player
      WHERE id = ?
      """;

  private final JdbcClient jdbc;

  public FindPlayer(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<Player> byId(UUID id) {
    return jdbc.sql(SQL).param(id).query((row, _) -> player(row)).optional();
  }

  private static Player player(ResultSet row) throws SQLException {
    return new Player(
        row.getObject("id", UUID.class),
        row.getString("display_name"),
        row.getLong("credit_balance"),
        Rows.instant(row, "created_at"));
  }

  /// What is shown of a player.
  ///
  /// @param creditBalance credits owned
  /// @param createdAt log time of the command that registered the player
  public record Player(
      UUID id, @Nullable String displayName, long creditBalance, Instant createdAt) {}
}
