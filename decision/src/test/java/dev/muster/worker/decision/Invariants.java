package dev.muster.worker.decision;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What holds after every batch, whatever was asked: never over capacity, never twice, never below
/// zero, never a second refund.
final class Invariants {
  private Invariants() {}

  /// @throws AssertionError naming the first that is broken
  static void verify(InMemoryWorld world) {
    Map<UUID, Integer> taken = new HashMap<>();
    Map<UUID, Enrollment> byId = new HashMap<>();
    Set<Seat> seats = new HashSet<>();
    for (Enrollment row : world.enrollments()) {
      byId.put(row.id(), row);
      if (row.cancellation() == null) {
        taken.merge(row.tournamentId(), 1, Integer::sum);
        require(seats.add(new Seat(row.tournamentId(), row.playerId())), "one live", row);
      }
    }
    for (Tournament row : world.tournaments().values()) {
      int count = taken.getOrDefault(row.id(), 0);
      require(row.enrolledCount() == count, "counter = live rows", row);
      require(count <= row.capacity(), "within capacity", row);
    }
    verifyLedger(world, byId);
  }

  private static void verifyLedger(InMemoryWorld world, Map<UUID, Enrollment> byId) {
    Map<UUID, Long> balances = new HashMap<>();
    Map<UUID, Long> charged = new HashMap<>();
    Map<UUID, Long> refunded = new HashMap<>();
    for (LedgerEntry row : world.ledger()) {
      long balance = balances.merge(row.playerId(), row.amount(), Long::sum);
      require(balance == row.balanceAfter() && balance >= 0, "running balance", row);
      UUID enrollment = row.enrollmentId();
      if (enrollment != null) {
        boolean charge = row.kind() == LedgerEntry.Kind.ENROLLMENT_FEE;
        Map<UUID, Long> side = charge ? charged : refunded;
        long amount = charge ? -row.amount() : row.amount();
        require(side.put(enrollment, amount) == null, "at most once", row);
      }
    }
    for (Player row : world.players().values()) {
      long sum = balances.getOrDefault(row.id(), 0L);
      require(row.creditBalance() == sum, "balance = sum of ledger", row);
    }
    for (Enrollment row : byId.values()) {
      Enrollment.Cancellation end = row.cancellation();
      long refund = end == null ? 0 : end.refund();
      require(refund >= 0 && refund <= row.feeCharged(), "refund within charge", row);
      require(charged.getOrDefault(row.id(), 0L) == row.feeCharged(), "one charge", row);
      require(refunded.getOrDefault(row.id(), 0L) == refund, "one refund", row);
    }
  }

  private static void require(boolean holds, String invariant, Object row) {
    if (!holds) {
      throw new AssertionError("broken: " + invariant + ": " + row);
    }
  }
}
