package dev.muster.worker.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Moves a partition from one offset to the next; the first statement of every batch. If the row is
/// not where the claim left it, the batch must be rolled back.
public final class Fence implements RoundTrip.Part {
  private static final String SQL =
      """
      UPDATE partition_progress
      SET next_offset = ?, published_offset = greatest(published_offset, ?)
      WHERE topic_id = ? AND partition = ? AND epoch = ? AND next_offset = ?
        AND parked_reason IS NULL
      """;

  private final Claim claim;
  private final long from;
  private final long to;
  private final long publishedOffset;
  private boolean passed;

  /// @param publishedOffset every result below it is known to be published
  public Fence(Claim claim, long from, long to, long publishedOffset) {
    this.claim = claim;
    this.from = from;
    this.to = to;
    this.publishedOffset = publishedOffset;
  }

  boolean passed() {
    return passed;
  }

  @Override
  public String sql() {
    return SQL;
  }

  @Override
  public int rows() {
    return 1;
  }

  @Override
  public RoundTrip.Binding binding() {
    return (statement, bound) -> {
      statement.setLong(bound + 1, to);
      statement.setLong(bound + 2, publishedOffset);
      statement.setObject(bound + 3, claim.topicId());
      statement.setInt(bound + 4, claim.partition());
      statement.setLong(bound + 5, claim.epoch());
      statement.setLong(bound + 6, from);
      return bound + 6;
    };
  }

  @Override
  public void answered(PreparedStatement statement) throws SQLException {
    passed = statement.getUpdateCount() == 1;
  }
}
