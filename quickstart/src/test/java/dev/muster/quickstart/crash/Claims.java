package dev.muster.quickstart.crash;

import dev.muster.quickstart.system.ChildJvm;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Who holds the partitions of the tournament commands, and how far they are.
final class Claims {
  private static final String CLAIMS =
      """
      SELECT partition, epoch, next_offset, published_offset, owner, claimed_at
      FROM partition_progress
      JOIN command_topic USING (topic_id)
      WHERE name = 'muster.tournament.commands'
      ORDER BY partition
      """;

  private static final String DECIDED_AT =
      """
      SELECT min(decided_at) AS decided_at
      FROM decision
      JOIN command_topic USING (topic_id)
      WHERE name = 'muster.tournament.commands' AND partition = ?
        AND "offset" >= ? AND "offset" < ?
      """;

  private final DataSource database;

  Claims(DataSource database) {
    this.database = database;
  }

  record Claim(
      int partition,
      long epoch,
      long nextOffset,
      long publishedOffset,
      String owner,
      Instant claimedAt) {
    /// Unless told otherwise a worker is called after its host and process id.
    boolean isOf(ChildJvm worker) {
      return owner.endsWith("-" + worker.pid());
    }
  }

  Claim of(int partition) throws SQLException {
    return all().get(partition);
  }

  /// The claims of a worker.
  List<Claim> of(ChildJvm worker) throws SQLException {
    return all().stream().filter(claim -> claim.isOf(worker)).toList();
  }

  /// Every partition's claim, by partition.
  List<Claim> all() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(CLAIMS);
        ResultSet row = statement.executeQuery()) {
      List<Claim> claims = new ArrayList<>();
      while (row.next()) {
        claims.add(
            new Claim(
                row.getInt("partition"),
                row.getLong("epoch"),
                row.getLong("next_offset"),
                row.getLong("published_offset"),
                row.getString("owner"),
                row.getObject("claimed_at", OffsetDateTime.class).toInstant()));
      }
      return claims;
    }
  }

  /// When the first command of a batch was decided.
  Instant decidedAt(CrashNote batch) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(DECIDED_AT)) {
      statement.setInt(1, batch.partition());
      statement.setLong(2, batch.firstOffset());
      statement.setLong(3, batch.nextOffset());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getObject("decided_at", OffsetDateTime.class).toInstant();
      }
    }
  }
}
