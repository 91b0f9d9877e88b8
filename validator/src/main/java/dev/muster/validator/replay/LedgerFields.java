package dev.muster.validator.replay;

import dev.muster.worker.decision.LedgerEntry;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A movement of credits as its row has it.
record LedgerFields(
    @Nullable UUID playerId,
    long amount,
    long balanceAfter,
    @Nullable String kind,
    @Nullable UUID enrollmentId,
    @Nullable UUID requestId,
    @Nullable String reason,
    @Nullable Instant createdAt) {

  static LedgerFields of(LedgerEntry entry) {
    return new LedgerFields(
        entry.playerId(),
        entry.amount(),
        entry.balanceAfter(),
        entry.kind().name(),
        entry.enrollmentId(),
        entry.requestId(),
        entry.reason(),
        entry.at());
  }

  long balanceBefore() {
    return balanceAfter - amount;
  }
}
