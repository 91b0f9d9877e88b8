package dev.muster.worker.store;

import dev.muster.worker.decision.Changes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/// Writes what a batch changes: one statement for each kind of row that has any, what others refer
/// to first. What ends goes before what begins, so that a seat given up and taken again in one
/// batch meets no guard.
public final class ChangeWriter {
  private ChangeWriter() {}

  /// Applies the changes in the caller's transaction.
  ///
  /// @param topicId the command topic of the batch
  public static void write(Connection connection, UUID topicId, Changes changes)
      throws SQLException {
    apply(connection, changes.newTournaments(), InsertTournaments::execute);
    apply(connection, changes.changedTournaments(), UpdateTournaments::execute);
    apply(connection, changes.newPlayers(), InsertPlayers::execute);
    apply(connection, changes.changedPlayers(), UpdatePlayers::execute);
    apply(connection, changes.cancelledEnrollments(), CancelEnrollments::execute);
    apply(connection, changes.newEnrollments(), InsertEnrollments::execute);
    apply(connection, changes.ledger(), InsertLedgerEntries::execute);
    apply(
        connection,
        changes.results(),
        (same, results) -> InsertDecisions.execute(same, topicId, results));
  }

  private static <T> void apply(
      Connection connection, Collection<T> rows, RowStatement<T> statement) throws SQLException {
    if (!rows.isEmpty()) {
      statement.execute(connection, rows);
    }
  }

  @FunctionalInterface
  private interface RowStatement<T> {
    void execute(Connection connection, Collection<T> rows) throws SQLException;
  }
}
