package dev.muster.worker.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// Remembers each command topic as the first worker saw it.
public final class PinTopic {
  private static final String PIN =
      """
      INSERT INTO command_topic (name, topic_id, partition_count)
      VALUES (?, ?, ?)
      ON CONFLICT (name) DO NOTHING
      """;

  private static final String FIND =
      """
      SELECT topic_id, partition_count FROM command_topic WHERE name = ?
      """;

  /// A topic by the id and the partition count that the broker gives.
  public record Topic(String name, UUID id, int partitionCount) {}

  private PinTopic() {}

  /// What the name is pinned to: the topic itself if it was not pinned before.
  public static Topic execute(Connection connection, Topic found) throws SQLException {
    try (PreparedStatement pin = connection.prepareStatement(PIN)) {
      pin.setString(1, found.name());
      pin.setObject(2, found.id());
      pin.setInt(3, found.partitionCount());
      pin.executeUpdate();
    }
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, found.name());
      try (ResultSet row = find.executeQuery()) {
        row.next();
        return new Topic(found.name(), Rows.uuid(row, "topic_id"), row.getInt("partition_count"));
      }
    }
  }
}
