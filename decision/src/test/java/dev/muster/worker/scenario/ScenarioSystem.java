package dev.muster.worker.scenario;

import dev.muster.schemas.TournamentStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that scenarios can run against. Each scenario uses ids of its own, so one system can
/// serve many.
public interface ScenarioSystem {
  /// The moment that the relative times of a scenario count from; commands are appended to the log
  /// at this moment or shortly after.
  Instant start();

  /// Puts requests on the log in this order, waits until all are decided and tells the answers in
  /// the same order. A request that was decided before gets the answer it got then. Where the
  /// system lets a caller choose, the whole list is one batch.
  List<Answer> submit(List<Request> requests);

  /// The tournament as it stands, or null if there is none.
  @Nullable TournamentView tournament(UUID tournamentId);

  /// The player as it stands, or null if there is none.
  @Nullable PlayerView player(UUID playerId);

  /// What a reader sees of a tournament.
  ///
  /// @param enrolled seats taken
  record TournamentView(TournamentStatus status, int capacity, long feeCredits, int enrolled) {}

  /// What a reader sees of a player.
  ///
  /// @param balance credits
  /// @param ledger signed amounts, oldest first
  /// @param enrollments every enrollment there ever was, oldest first
  record PlayerView(long balance, List<Long> ledger, List<EnrollmentView> enrollments) {}

  /// What a reader sees of one enrollment.
  ///
  /// @param refund credits that went back, or null while it is live
  record EnrollmentView(UUID tournamentId, long feeCharged, @Nullable Long refund) {}
}
