package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.rehearse.fault.Fact;
import java.util.stream.Collectors;

/// Faults in words.
final class FaultText {
  private FaultText() {}

  /// What speaks against a fault having happened.
  static String missing(FaultReport fault) {
    return fault.evidence().isEmpty()
        ? "there is no evidence of it"
        : fault.evidence().stream()
            .filter(fact -> !fact.holds())
            .map(Fact::text)
            .collect(Collectors.joining("; "));
  }
}
