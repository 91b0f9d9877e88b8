package dev.muster.validator.replay;

import dev.muster.worker.decision.Tournament;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A tournament as its row has it.
record TournamentFields(
    @Nullable UUID id,
    @Nullable String name,
    long capacity,
    long feeCredits,
    @Nullable String status,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    @Nullable Instant refundFullUntil,
    long refundPercentAfter,
    long enrolledCount,
    @Nullable String cancelReason,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt) {

  static TournamentFields of(Tournament tournament) {
    return new TournamentFields(
        tournament.id(),
        tournament.name(),
        tournament.capacity(),
        tournament.feeCredits(),
        tournament.status().name(),
        tournament.opensAt(),
        tournament.closesAt(),
        tournament.refundPolicy().fullUntil(),
        tournament.refundPolicy().percentAfter(),
        tournament.enrolledCount(),
        tournament.cancelReason(),
        tournament.createdAt(),
        tournament.updatedAt());
  }
}
