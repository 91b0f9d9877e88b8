package dev.muster.validator.report;

import java.util.List;
import java.util.Map;

/// The report in numbers. All of them follow from the facts and the entries, so that whoever has
/// both can reckon them again.
///
/// @param requests all that the log accepted for the tournament and that were decided: the entries
/// @param outcomes how often each came
/// @param refusals how often each reason came
record Summary(
    Facts facts,
    long requests,
    Map<String, Long> outcomes,
    Map<String, Long> refusals,
    Seats seats,
    Credits credits,
    List<Claim> claims,
    Timings timings) {

  /// @param taken now
  /// @param left now
  /// @param givenBack ever, by players and by a cancellation
  /// @param takenMost at the same time, ever
  record Seats(long capacity, long taken, long left, long givenBack, long takenMost) {}

  /// The same credits, counted in three places.
  record Credits(Sums decisions, Sums seats, Sums ledger) {
    long difference() {
      return decisions.difference(seats) + decisions.difference(ledger);
    }
  }

  /// Credits.
  record Sums(long charged, long refunded) {
    long net() {
      return charged - refunded;
    }

    long difference(Sums other) {
      return Math.abs(charged - other.charged) + Math.abs(refunded - other.refunded);
    }
  }

  boolean holds() {
    return claims.stream().allMatch(Claim::holds);
  }

  long enrolled() {
    return outcomes.getOrDefault("ENROLLED", 0L);
  }

  long refused() {
    return outcomes.getOrDefault("REJECTED", 0L);
  }
}
