package dev.muster.validator.replay;

import dev.muster.worker.decision.Changes;
import dev.muster.worker.decision.Enrollment;
import dev.muster.worker.decision.LedgerEntry;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Holds what a command changes against the rows that are recorded of it.
final class Comparison {
  private final Rows rows;

  Comparison(Rows rows) {
    this.rows = rows;
  }

  /// The first difference; null if there is none.
  @Nullable Difference of(Item item, Recorded recorded, Changes changes) throws SQLException {
    Supplier<String> where = () -> Words.of(item);
    if (changes.results().isEmpty()) {
      return new Difference(where.get(), "decided before", "decided here");
    }
    DecisionFields expected = DecisionFields.of(changes.results().getFirst());
    Difference decision = Difference.between(where, expected, recorded.decision());
    if (decision != null) {
      return decision;
    }
    Difference ledger = ledger(where, recorded, changes.ledger());
    if (ledger != null) {
      return ledger;
    }
    for (Enrollment begun : changes.newEnrollments()) {
      EnrollmentFields found = recorded.enrollment();
      Difference difference =
          Difference.between(
              () -> where.get() + ", enrollment " + begun.id(),
              EnrollmentFields.of(begun),
              found == null ? null : found.begun());
      if (difference != null) {
        return difference;
      }
    }
    return ended(where, recorded, List.copyOf(changes.cancelledEnrollments()));
  }

  private static @Nullable Difference ledger(
      Supplier<String> where, Recorded recorded, List<LedgerEntry> expected) {
    for (int i = 0; i < expected.size(); i++) {
      LedgerEntry entry = expected.get(i);
      Record found = i < recorded.ledger().size() ? recorded.ledger().get(i).fields() : null;
      Difference difference =
          Difference.between(
              () -> where.get() + ", credit_transaction of player " + entry.playerId(),
              LedgerFields.of(entry),
              found);
      if (difference != null) {
        return difference;
      }
    }
    if (recorded.ledger().size() > expected.size()) {
      Recorded.Movement extra = recorded.ledger().get(expected.size());
      return new Difference(
          where.get() + ", credit_transaction " + extra.id(),
          "no such movement",
          extra.fields().toString());
    }
    return null;
  }

  private @Nullable Difference ended(
      Supplier<String> where, Recorded recorded, List<Enrollment> ended) throws SQLException {
    if (ended.isEmpty()) {
      return null;
    }
    EnrollmentFields named = recorded.enrollment();
    Map<UUID, EnrollmentFields> found =
        named != null && named.id() != null
            ? Map.of(named.id(), named)
            : rows.enrollments(ended.stream().map(Enrollment::id).toList());
    for (Enrollment each : ended) {
      Difference difference =
          Difference.between(
              () -> where.get() + ", enrollment " + each.id(),
              EnrollmentFields.of(each),
              found.get(each.id()));
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }
}
