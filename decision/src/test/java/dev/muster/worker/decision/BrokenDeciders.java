package dev.muster.worker.decision;

import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.result.RejectionReason;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// Cores with a planted fault, to see the lines behind the core hold.
@NullMarked
public final class BrokenDeciders {
  private BrokenDeciders() {}

  /// Sells more seats than there are.
  public static Decider withoutCapacityRule() {
    return new Decider(
        new Rules() {
          @Override
          boolean isFull(Tournament tournament) {
            return false;
          }
        });
  }

  /// Throws at every enrollment.
  public static Decider throwing() {
    return new Decider(
        new Rules() {
          @Override
          @Nullable RejectionReason enroll(
              Enroll enroll,
              @Nullable Tournament tournament,
              @Nullable Player player,
              @Nullable Enrollment live,
              Instant at) {
            throw new IllegalStateException("planted");
          }
        });
  }
}
