package dev.muster.worker.decision;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.DefineTournament;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A tournament as it stands between two commands.
public record Tournament(
    UUID id,
    String name,
    int capacity,
    long feeCredits,
    TournamentStatus status,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    RefundPolicy refundPolicy,
    int enrolledCount,
    @Nullable String cancelReason,
    Instant createdAt,
    Instant updatedAt) {

  static Tournament define(DefineTournament definition, @Nullable Tournament before, Instant at) {
    return new Tournament(
        definition.tournamentId(),
        definition.name(),
        definition.capacity(),
        definition.feeCredits(),
        definition.status(),
        definition.opensAt(),
        definition.closesAt(),
        definition.refundPolicy(),
        before == null ? 0 : before.enrolledCount,
        null,
        before == null ? at : before.createdAt,
        at);
  }

  Tournament withEnrolledCount(int count) {
    return new Tournament(
        id,
        name,
        capacity,
        feeCredits,
        status,
        opensAt,
        closesAt,
        refundPolicy,
        count,
        cancelReason,
        createdAt,
        updatedAt);
  }

  Tournament cancelled(String reason, Instant at) {
    return new Tournament(
        id,
        name,
        capacity,
        feeCredits,
        TournamentStatus.CANCELLED,
        opensAt,
        closesAt,
        refundPolicy,
        0,
        reason,
        createdAt,
        at);
  }
}
