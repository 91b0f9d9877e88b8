package dev.muster.worker.store;

import dev.muster.worker.decision.Changes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// Writes what a batch changes, in one round trip: one statement for each kind of row that has any,
/// what others refer to first. What ends goes before what begins, so that a seat given up and taken
/// again in one batch meets no guard.
public final class ChangeWriter {
  private ChangeWriter() {}

  /// Applies the changes in the caller's transaction.
  ///
  /// @param topicId the command topic of the batch
  public static void write(Connection connection, UUID topicId, Changes changes)
      throws SQLException {
    RoundTrip.execute(
        connection,
        List.of(
            InsertTournaments.of(changes.newTournaments()),
            UpdateTournaments.of(changes.changedTournaments()),
            InsertPlayers.of(changes.newPlayers()),
            UpdatePlayers.of(changes.changedPlayers()),
            CancelEnrollments.of(changes.cancelledEnrollments()),
            InsertEnrollments.of(changes.newEnrollments()),
            InsertLedgerEntries.of(changes.ledger()),
            InsertDecisions.of(topicId, changes.results())));
  }
}
