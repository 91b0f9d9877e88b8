package dev.muster.worker.intake;

import dev.muster.schemas.result.Result;
import dev.muster.worker.store.Claim;
import dev.muster.worker.store.FindUnpublished;
import dev.muster.worker.store.PartitionProgress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// A claimed partition's row, and what a lane does to it between batches: each a transaction of its
/// own, and each nothing if the claim is not the newest any more.
record HeldPartition(DataSource database, Claim claim) {
  /// Takes the partition over.
  ///
  /// @param owner who claims it, for people to read
  static HeldPartition claim(DataSource database, UUID topicId, int partition, String owner)
      throws SQLException {
    return inTransaction(
        database,
        connection ->
            new HeldPartition(
                database, PartitionProgress.claim(connection, topicId, partition, owner)));
  }

  /// A page of the outbox, from this command offset on.
  List<Result> unpublished(long from, int pageSize) throws SQLException {
    return inTransaction(
        database, connection -> FindUnpublished.execute(connection, claim, from, pageSize));
  }

  /// Every result below this offset is on the log.
  ///
  /// @return false if the claim is not the newest any more
  boolean markPublished(long offset) throws SQLException {
    return inTransaction(
        database, connection -> PartitionProgress.markPublished(connection, claim, offset));
  }

  /// Stops the partition for everybody until a person clears the reason.
  void park(String reason) throws SQLException {
    boolean _ =
        inTransaction(database, connection -> PartitionProgress.park(connection, claim, reason));
  }

  private static <T> T inTransaction(DataSource database, Statement<T> statement)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(true);
      return statement.execute(connection);
    }
  }

  @FunctionalInterface
  private interface Statement<T> {
    T execute(Connection connection) throws SQLException;
  }
}
