package dev.muster.validator.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads which logs the tournament's requests came from, the oldest first: one, unless the topic
/// was made anew.
final class ReadLogs {
  private static final String QUERY =
      """
      SELECT d.topic_id, d.partition, max(p.next_offset) AS decided_below
      FROM decision d
      LEFT JOIN partition_progress p ON p.topic_id = d.topic_id AND p.partition = d.partition
      WHERE d.tournament_id = ? AND d.decided_at >= coalesce(?, '-infinity'::timestamptz)
      GROUP BY d.topic_id, d.partition
      ORDER BY min(d.submitted_at), d.topic_id, d.partition
      """;

  private ReadLogs() {}

  /// Adds the fact: for each log its number, its partition, and below which offset of it everything
  /// is decided.
  ///
  /// @return topic ids by number, from 1
  static List<UUID> into(
      Facts.Builder facts, Connection connection, UUID tournament, @Nullable Instant since)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setObject(1, tournament);
      statement.setObject(2, since == null ? null : since.atOffset(ZoneOffset.UTC));
      try (ResultSet rows = statement.executeQuery()) {
        List<UUID> topics = new ArrayList<>();
        List<String> logs = new ArrayList<>();
        while (rows.next()) {
          UUID topic = rows.getObject("topic_id", UUID.class);
          if (!topics.contains(topic)) {
            topics.add(topic);
          }
          logs.add(
              "%d:%d:%d"
                  .formatted(
                      topics.indexOf(topic) + 1,
                      rows.getInt("partition"),
                      rows.getLong("decided_below")));
        }
        facts.put(Fact.LOGS, logs.isEmpty() ? null : String.join(",", logs));
        return topics;
      }
    }
  }
}
