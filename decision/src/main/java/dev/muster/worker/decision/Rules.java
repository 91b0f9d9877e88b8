package dev.muster.worker.decision;

import static dev.muster.schemas.result.RejectionReason.ALREADY_ENROLLED;
import static dev.muster.schemas.result.RejectionReason.BALANCE_LIMIT_EXCEEDED;
import static dev.muster.schemas.result.RejectionReason.CAPACITY_BELOW_ENROLLED;
import static dev.muster.schemas.result.RejectionReason.FEE_ABOVE_LIMIT;
import static dev.muster.schemas.result.RejectionReason.INSUFFICIENT_CREDITS;
import static dev.muster.schemas.result.RejectionReason.NOT_ENROLLED;
import static dev.muster.schemas.result.RejectionReason.PLAYER_NOT_FOUND;
import static dev.muster.schemas.result.RejectionReason.TOURNAMENT_FINISHED;
import static dev.muster.schemas.result.RejectionReason.TOURNAMENT_FULL;
import static dev.muster.schemas.result.RejectionReason.TOURNAMENT_NOT_FOUND;
import static dev.muster.schemas.result.RejectionReason.TOURNAMENT_NOT_OPEN;
import static dev.muster.schemas.result.RejectionReason.UNENROLLMENT_CLOSED;

import dev.muster.schemas.Limits;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.result.RejectionReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a command is refused. Each method reads top to bottom in order of precedence and returns
/// the first reason that applies, or null when the command may be carried out.
class Rules {

  @Nullable RejectionReason define(DefineTournament define, @Nullable Tournament tournament) {
    if (tournament == null) {
      return null;
    }
    if (tournament.status().isFinal()) {
      return TOURNAMENT_FINISHED;
    }
    return define.capacity() < tournament.enrolledCount() ? CAPACITY_BELOW_ENROLLED : null;
  }

  @Nullable RejectionReason enroll(
      Enroll enroll,
      @Nullable Tournament tournament,
      @Nullable Player player,
      @Nullable Enrollment live,
      Instant at) {
    if (tournament == null) {
      return TOURNAMENT_NOT_FOUND;
    }
    if (!isOpen(tournament, at)) {
      return TOURNAMENT_NOT_OPEN;
    }
    if (enroll.maxFeeCredits() != null && tournament.feeCredits() > enroll.maxFeeCredits()) {
      return FEE_ABOVE_LIMIT;
    }
    if (player == null) {
      return PLAYER_NOT_FOUND;
    }
    if (live != null) {
      return ALREADY_ENROLLED;
    }
    if (isFull(tournament)) {
      return TOURNAMENT_FULL;
    }
    return player.creditBalance() < tournament.feeCredits() ? INSUFFICIENT_CREDITS : null;
  }

  @Nullable RejectionReason unenroll(@Nullable Tournament tournament, @Nullable Enrollment live) {
    if (tournament == null) {
      return TOURNAMENT_NOT_FOUND;
    }
    if (live == null) {
      return NOT_ENROLLED;
    }
    return switch (tournament.status()) {
      case OPEN, CLOSED -> null;
      case DRAFT, CANCELLED, COMPLETED -> UNENROLLMENT_CLOSED;
    };
  }

  @Nullable RejectionReason cancel(@Nullable Tournament tournament) {
    if (tournament == null) {
      return TOURNAMENT_NOT_FOUND;
    }
    return tournament.status().isFinal() ? TOURNAMENT_FINISHED : null;
  }

  @Nullable RejectionReason grant(GrantCredits grant, @Nullable Player player) {
    if (player == null) {
      return PLAYER_NOT_FOUND;
    }
    boolean fits = player.creditBalance() <= Limits.BALANCE_CREDITS_MAX - grant.amount();
    return fits ? null : BALANCE_LIMIT_EXCEEDED;
  }

  /// Separate, so that a test can take it away and see the database hold the line.
  boolean isFull(Tournament tournament) {
    return tournament.enrolledCount() >= tournament.capacity();
  }

  private static boolean isOpen(Tournament tournament, Instant at) {
    return tournament.status() == TournamentStatus.OPEN
        && (tournament.opensAt() == null || !at.isBefore(tournament.opensAt()))
        && (tournament.closesAt() == null || at.isBefore(tournament.closesAt()));
  }
}
