package dev.muster.validator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was found of one invariant.
///
/// @param findings rows that violate it, counted to the last one
/// @param samples the first few of them, column name to text, in the order of the query
/// @param took how long the query took
public record Verdict(
    Invariant invariant,
    long findings,
    List<Map<String, @Nullable String>> samples,
    Duration took) {

  /// The invariant's id.
  public String id() {
    return invariant.id();
  }

  /// Nothing violates it.
  public boolean holds() {
    return findings == 0;
  }
}
