package dev.muster.worker.decision;

import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.result.RejectionReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Rules with a defect each, to see the tests of the core go red.
final class PlantedFaults {
  private PlantedFaults() {}

  /// Sells without end.
  static final class NeverFull extends Rules {
    @Override
    boolean isFull(Tournament tournament) {
      return false;
    }
  }

  /// Two reasons in the wrong order.
  static final class FullBeforeAlreadyEnrolled extends Rules {
    @Override
    @Nullable RejectionReason enroll(
        Enroll enroll,
        @Nullable Tournament tournament,
        @Nullable Player player,
        @Nullable Enrollment live,
        Instant at) {
      RejectionReason reason = super.enroll(enroll, tournament, player, live, at);
      boolean both =
          reason == RejectionReason.ALREADY_ENROLLED && tournament != null && isFull(tournament);
      return both ? RejectionReason.TOURNAMENT_FULL : reason;
    }
  }
}
