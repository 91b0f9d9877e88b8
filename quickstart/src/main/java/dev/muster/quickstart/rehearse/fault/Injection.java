package dev.muster.quickstart.rehearse.fault;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a fault did.
///
/// @param what was done to what
/// @param facts the evidence
/// @param resumedAfter from the first blow until decisions went on where it hit; null if they did
///     not
public record Injection(String what, List<Fact> facts, @Nullable Duration resumedAfter) {
  public Injection {
    facts = List.copyOf(facts);
  }

  /// Whether it really happened. A fault without evidence did not.
  public boolean happened() {
    return !facts.isEmpty() && facts.stream().allMatch(Fact::holds);
  }
}
