package dev.muster.worker.store;

import dev.muster.worker.decision.Tournament;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/// What an insert and an update of tournaments bind alike: everything but the time of creation,
/// from the id to the time of the last change.
final class TournamentColumns {
  private TournamentColumns() {}

  static ArrayParameters<Tournament> bind(
      PreparedStatement statement, Collection<Tournament> tournaments, int bound)
      throws SQLException {
    return new ArrayParameters<>(statement, tournaments, bound)
        .uuids(Tournament::id)
        .texts(Tournament::name)
        .integers(Tournament::capacity)
        .integers(Tournament::feeCredits)
        .names(Tournament::status)
        .times(Tournament::opensAt)
        .times(Tournament::closesAt)
        .times(tournament -> tournament.refundPolicy().fullUntil())
        .integers(tournament -> tournament.refundPolicy().percentAfter())
        .integers(Tournament::enrolledCount)
        .texts(Tournament::cancelReason)
        .times(Tournament::updatedAt);
  }
}
