package dev.muster.worker.simulation;

import static dev.muster.worker.simulation.Judge.require;

import dev.muster.worker.simulation.database.Table;
import dev.muster.worker.simulation.database.Tables;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What holds for the rows after every commit, whatever happened: counted from the rows alone.
final class RowInvariants {
  private RowInvariants() {}

  static void check(Tables tables) {
    seats(tables);
    wallets(tables);
    effectsHaveDecisions(tables);
  }

  private static void seats(Tables tables) {
    Table enrollments = tables.table("enrollment");
    Map<Object, Long> taken = new HashMap<>();
    Set<List<Object>> seats = new HashSet<>();
    for (@Nullable Object[] row : enrollments.rows()) {
      if (enrollments.optional(row, "cancelled_at") == null) {
        Object tournament = enrollments.value(row, "tournament_id");
        taken.merge(tournament, 1L, Long::sum);
        require(
            seats.add(List.of(tournament, enrollments.value(row, "player_id"))),
            () -> "two live enrollments of one player in " + tournament);
      }
    }
    Table tournaments = tables.table("tournament");
    for (@Nullable Object[] row : tournaments.rows()) {
      Object id = tournaments.value(row, "id");
      long count = taken.getOrDefault(id, 0L);
      require(
          count <= tournaments.number(row, "capacity"), () -> id + " is over capacity: " + count);
      require(
          count == tournaments.number(row, "enrolled_count"),
          () -> id + " has " + count + " enrolled and counts another number");
      require(
          count == 0 || !tournaments.value(row, "status").equals("CANCELLED"),
          () -> id + " is cancelled and has live enrollments");
    }
  }

  private static void wallets(Tables tables) {
    Table ledger = tables.table("credit_transaction");
    Map<Object, Long> sums = new HashMap<>();
    Set<List<Object>> once = new HashSet<>();
    for (@Nullable Object[] row : ledger.rows()) {
      sums.merge(ledger.value(row, "player_id"), ledger.number(row, "amount"), Long::sum);
      Object enrollment = ledger.optional(row, "enrollment_id");
      if (enrollment != null) {
        require(
            once.add(List.of(enrollment, ledger.number(row, "amount") > 0)),
            () -> "charged or refunded twice: enrollment " + enrollment);
      }
    }
    Table players = tables.table("player");
    for (@Nullable Object[] row : players.rows()) {
      long balance = players.number(row, "credit_balance");
      Object id = players.value(row, "id");
      require(balance >= 0, () -> "the wallet of " + id + " is below zero");
      require(
          balance == sums.getOrDefault(id, 0L),
          () -> "the wallet of " + id + " is not the sum of its ledger");
    }
  }

  private static void effectsHaveDecisions(Tables tables) {
    Table decisions = tables.table("decision");
    Table enrollments = tables.table("enrollment");
    for (@Nullable Object[] row : enrollments.rows()) {
      @Nullable Object @Nullable [] decision = decisions.find(enrollments.value(row, "request_id"));
      require(
          decision != null && decisions.value(decision, "outcome").equals("ENROLLED"),
          () -> "an enrollment without its decision");
    }
    Table ledger = tables.table("credit_transaction");
    for (@Nullable Object[] row : ledger.rows()) {
      @Nullable Object @Nullable [] decision = decisions.find(ledger.value(row, "request_id"));
      require(
          decision != null && !decisions.value(decision, "outcome").equals("REJECTED"),
          () -> "credits moved without a decision");
    }
    long enrolled = 0;
    for (@Nullable Object[] row : decisions.rows()) {
      enrolled += decisions.value(row, "outcome").equals("ENROLLED") ? 1 : 0;
    }
    require(
        enrolled == enrollments.rows().size(), () -> "a decision to enroll without its enrollment");
  }
}
