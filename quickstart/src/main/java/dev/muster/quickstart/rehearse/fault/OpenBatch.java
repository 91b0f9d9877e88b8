package dev.muster.quickstart.rehearse.fault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A batch whose transaction is open: the row of its partition as it is without it.
///
/// @param firstOffset of the batch
/// @param transaction its id in PostgreSQL
record OpenBatch(String topic, int partition, long epoch, long firstOffset, String transaction) {
  /// The open transaction is the one that has replaced the row: no other way leads from a session
  /// to its batch.
  private static final String FIND =
      """
      SELECT topic.name, progress.partition, progress.epoch, progress.next_offset,
             session.backend_xid::text AS transaction
      FROM pg_stat_activity AS session
      JOIN partition_progress AS progress ON progress.xmax = session.backend_xid
      JOIN command_topic AS topic USING (topic_id)
      WHERE session.client_port = ?
      """;

  /// A session shows the lower half of a transaction's id; the upper one is that of all younger
  /// ones.
  private static final String STATUS =
      """
      SELECT pg_xact_status((
               (pg_snapshot_xmax(pg_current_snapshot())::text::bigint >> 32 << 32) + ?::bigint
             )::text::xid8)
      """;

  private static final String DECIDED_TIMES =
      """
      SELECT count(*)
      FROM decision
      JOIN command_topic AS topic USING (topic_id)
      WHERE topic.name = ? AND partition = ? AND "offset" = ?
      """;

  /// The batch in the session that comes from a port; empty if it has none open.
  static Optional<OpenBatch> find(DataSource database, int clientPort) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setInt(1, clientPort);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new OpenBatch(
                    row.getString("name"),
                    row.getInt("partition"),
                    row.getLong("epoch"),
                    row.getLong("next_offset"),
                    row.getString("transaction")))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot find the batch of a session", e);
    }
  }

  /// What PostgreSQL says of the transaction: `in progress`, `committed` or `aborted`.
  @Nullable String status(DataSource database) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(STATUS)) {
      statement.setString(1, transaction);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot ask what became of a transaction", e);
    }
  }

  /// How many decisions there are of its first command.
  long timesDecided(DataSource database) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(DECIDED_TIMES)) {
      statement.setString(1, topic);
      statement.setInt(2, partition);
      statement.setLong(3, firstOffset);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read decision", e);
    }
  }

  boolean isOf(Claim claim) {
    return claim.partition() == partition && claim.topic().equals(topic);
  }

  String name() {
    return topic + "-" + partition;
  }
}
