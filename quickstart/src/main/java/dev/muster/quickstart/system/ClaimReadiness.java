package dev.muster.quickstart.system;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/// Whether workers hold every partition of the command topics.
final class ClaimReadiness {
  private static final int COMMAND_TOPICS = 2;

  private static final String CLAIMED =
      """
      SELECT count(DISTINCT topic.name) = ?
             AND count(*) = count(*) FILTER (WHERE progress.claimed_at >= ?)
      FROM command_topic AS topic
      CROSS JOIN LATERAL generate_series(0, topic.partition_count - 1) AS number
      LEFT JOIN partition_progress AS progress
             ON progress.topic_id = topic.topic_id AND progress.partition = number
      """;

  private final DataSource database;
  private final Instant since;

  ClaimReadiness(DataSource database, Instant since) {
    this.database = database;
    this.since = since;
  }

  boolean isReady() {
    try (Connection connection = database.getConnection();
        PreparedStatement claimed = connection.prepareStatement(CLAIMED)) {
      claimed.setInt(1, COMMAND_TOPICS);
      claimed.setObject(2, since.atOffset(ZoneOffset.UTC));
      try (ResultSet row = claimed.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read partition_progress", e);
    }
  }
}
