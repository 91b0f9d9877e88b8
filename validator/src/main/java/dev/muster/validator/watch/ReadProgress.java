package dev.muster.validator.watch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// How far each partition is decided and published. The oldest unpublished decision is found by the
/// log position, so its cost does not depend on how many wait behind it.
final class ReadProgress {
  private static final String SQL =
      """
      SELECT t.name, p.topic_id, p.partition, p.epoch, p.next_offset, p.published_offset,
             p.parked_reason IS NOT NULL AS parked,
             coalesce(extract(epoch FROM statement_timestamp() - oldest.decided_at), 0) AS unpublished_seconds
      FROM partition_progress p
      JOIN command_topic t ON t.topic_id = p.topic_id
      LEFT JOIN LATERAL (
        SELECT d.decided_at
        FROM decision d
        WHERE d.topic_id = p.topic_id AND d.partition = p.partition
          AND d."offset" >= p.published_offset AND d."offset" < p.next_offset
        ORDER BY d."offset"
        LIMIT 1
      ) oldest ON true
      """;

  private ReadProgress() {}

  /// One partition.
  ///
  /// @param unpublishedSeconds age of the oldest decision whose result is not published; 0 without
  ///     any
  record Row(
      String topic,
      UUID topicId,
      int partition,
      long epoch,
      long nextOffset,
      long publishedOffset,
      boolean parked,
      double unpublishedSeconds) {}

  static List<Row> execute(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL);
        ResultSet row = statement.executeQuery()) {
      List<Row> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(
            new Row(
                row.getString("name"),
                row.getObject("topic_id", UUID.class),
                row.getInt("partition"),
                row.getLong("epoch"),
                row.getLong("next_offset"),
                row.getLong("published_offset"),
                row.getBoolean("parked"),
                row.getDouble("unpublished_seconds")));
      }
      return rows;
    }
  }
}
