package dev.muster.validator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to a check: one verdict per invariant, all of one snapshot of the database.
///
/// @param checkedAt the database's time of the snapshot
/// @param since windowed invariants looked at what was decided from then on; null for everything
/// @param database where it was, without credentials
public record Report(
    Instant checkedAt, @Nullable Instant since, String database, List<Verdict> verdicts) {

  /// Every invariant holds.
  public boolean holds() {
    return verdicts.stream().allMatch(Verdict::holds);
  }

  /// No promise is broken; what only warns may have findings.
  public boolean hasNoErrors() {
    return broken().stream().allMatch(v -> v.invariant().severity() == Severity.WARNING);
  }

  /// Violations of all invariants together.
  public long findings() {
    return verdicts.stream().mapToLong(Verdict::findings).sum();
  }

  /// The invariants that do not hold.
  public List<Verdict> broken() {
    return verdicts.stream().filter(verdict -> !verdict.holds()).toList();
  }
}
