package dev.muster.worker.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// The row that fences a partition. A worker claims it with a new epoch; a batch moves it from the
/// offset it started at, see [Fence]; results that are out move the second cursor. Whoever finds
/// the row elsewhere has lost the partition.
public final class PartitionProgress {
  private static final String CLAIM =
      """
      INSERT INTO partition_progress AS p
             (topic_id, partition, epoch, next_offset, published_offset, owner, claimed_at)
      VALUES (?, ?, 1, 0, 0, ?, now())
      ON CONFLICT (topic_id, partition)
      DO UPDATE SET epoch = p.epoch + 1, owner = excluded.owner, claimed_at = excluded.claimed_at
      RETURNING epoch, next_offset, published_offset, parked_reason
      """;

  private static final String MARK_PUBLISHED =
      """
      UPDATE partition_progress
      SET published_offset = greatest(published_offset, ?)
      WHERE topic_id = ? AND partition = ? AND epoch = ? AND next_offset >= ?
      """;

  private static final String PARK =
      """
      UPDATE partition_progress
      SET parked_reason = ?, parked_at = now()
      WHERE topic_id = ? AND partition = ? AND epoch = ? AND parked_reason IS NULL
      """;

  private PartitionProgress() {}

  /// Takes the partition over, waiting for a predecessor's transaction to end.
  ///
  /// @param owner who claims it, for people to read
  public static Claim claim(Connection connection, UUID topicId, int partition, String owner)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setObject(1, topicId);
      statement.setInt(2, partition);
      statement.setString(3, owner);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Claim(
            topicId,
            partition,
            row.getLong("epoch"),
            row.getLong("next_offset"),
            row.getLong("published_offset"),
            row.getString("parked_reason"));
      }
    }
  }

  /// Moves the second cursor on its own.
  ///
  /// @return false if this claim is not the newest any more
  public static boolean markPublished(Connection connection, Claim claim, long publishedOffset)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MARK_PUBLISHED)) {
      statement.setLong(1, publishedOffset);
      statement.setObject(2, claim.topicId());
      statement.setInt(3, claim.partition());
      statement.setLong(4, claim.epoch());
      statement.setLong(5, publishedOffset);
      return statement.executeUpdate() == 1;
    }
  }

  /// Stops the partition for every worker until a person clears the reason.
  ///
  /// @return false if this claim is not the newest any more, or somebody parked it before
  public static boolean park(Connection connection, Claim claim, String reason)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PARK)) {
      statement.setString(1, reason);
      statement.setObject(2, claim.topicId());
      statement.setInt(3, claim.partition());
      statement.setLong(4, claim.epoch());
      return statement.executeUpdate() == 1;
    }
  }
}
