package dev.muster.worker.webhook.store;

import dev.muster.worker.store.ArrayParameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// How far the results topic is turned into deliveries. The rows are the fence: whoever finds one
/// moved by somebody else has lost the partition and must not insert.
public final class FanoutProgress {
  private static final String FIND =
      """
      SELECT partition, next_offset FROM webhook_progress WHERE topic_id = ?
      """;

  private static final String START =
      """
      INSERT INTO webhook_progress (topic_id, partition, next_offset)
      VALUES (?, ?, 0)
      ON CONFLICT DO NOTHING
      """;

  private static final String ADVANCE =
      """
      UPDATE webhook_progress p SET next_offset = s.next_offset
      FROM unnest(?::int8[], ?::int8[], ?::int8[]) AS s(partition, expected, next_offset)
      WHERE p.topic_id = ? AND p.partition = s.partition AND p.next_offset = s.expected
      """;

  private FanoutProgress() {}

  /// One partition's way.
  ///
  /// @param expected where the row was found or left
  /// @param next every result below it has its deliveries after this
  public record Stretch(int partition, long expected, long next) {}

  /// Next offsets by partition; none for a partition that was never begun.
  public static Map<Integer, Long> find(Connection connection, UUID topicId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setObject(1, topicId);
      Map<Integer, Long> offsets = new HashMap<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          offsets.put(row.getInt("partition"), row.getLong("next_offset"));
        }
      }
      return offsets;
    }
  }

  /// Begins a partition at 0, unless somebody has.
  public static void start(Connection connection, UUID topicId, int partition) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(START)) {
      statement.setObject(1, topicId);
      statement.setInt(2, partition);
      statement.executeUpdate();
    }
  }

  /// Moves partitions, each once.
  ///
  /// @return false if one was not where it was expected: roll back
  public static boolean advance(Connection connection, UUID topicId, Collection<Stretch> stretches)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
      new ArrayParameters<>(statement, stretches)
          .integers(Stretch::partition)
          .integers(Stretch::expected)
          .integers(Stretch::next);
      statement.setObject(4, topicId);
      return statement.executeUpdate() == stretches.size();
    }
  }
}
