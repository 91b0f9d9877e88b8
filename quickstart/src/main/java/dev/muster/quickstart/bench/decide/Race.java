package dev.muster.quickstart.bench.decide;

import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.Series;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Contenders that take turns, round by round. How many requests take about as long as a round
/// should, the warm-up of each tells.
final class Race {
  static final int ROUNDS = 3;
  static final double ROUND_SECONDS = 4;
  static final int REQUESTS_MAX = 60_000;
  private static final int REQUESTS_MIN = 400;

  /// What a contender sells next.
  @FunctionalInterface
  interface Selling {
    /// The next wishes, for which everything is prepared.
    Round next(int count) throws SQLException;
  }

  /// What is asked for, and whether the rows are right afterwards.
  record Round(List<Wanted> wishes, Verification verification) {}

  /// Throws [IllegalStateException] if the rows are not right.
  @FunctionalInterface
  interface Verification {
    void run() throws SQLException;
  }

  private final Bench bench;
  private final int warmUps;
  private final Map<Contender, Selling> runners = new LinkedHashMap<>();

  /// @param warmUps how often each contender does its warm-up
  Race(Bench bench, int warmUps) {
    this.bench = bench;
    this.warmUps = warmUps;
  }

  String conditions() {
    return ("%d rounds in turn, each of about %.0f s or %,d requests, for which every contender has"
            + " a database of its own on the same server; all databases start empty and grow;"
            + " warm-up: %,d requests, Muster's worker and the floor %,d; Muster's topic is filled"
            + " before, and its clock stops when the last decision is committed; no API runs")
        .formatted(ROUNDS, ROUND_SECONDS, REQUESTS_MAX, warmUps * 1_000, warmUps * 60_000);
  }

  void enter(Contender contender, Selling selling) {
    runners.put(contender, selling);
  }

  /// What each did in each round, in requests a second.
  Map<Contender, Series> run() throws SQLException, InterruptedException {
    Map<Contender, Integer> requests = new LinkedHashMap<>();
    for (Contender contender : runners.keySet()) {
      requests.put(contender, warmUp(contender));
    }
    Map<Contender, List<Double>> rates = new LinkedHashMap<>();
    for (int round = 1; round <= ROUNDS; round++) {
      for (Contender contender : runners.keySet()) {
        double rate = decide(contender, requests.getOrDefault(contender, REQUESTS_MIN));
        rates.computeIfAbsent(contender, _ -> new ArrayList<>()).add(rate);
        bench.progress(
            "round %d  %-52s %,8.0f requests/s".formatted(round, contender.name(), rate));
      }
    }
    Map<Contender, Series> series = new LinkedHashMap<>();
    rates.forEach(
        (contender, values) ->
            series.put(contender, new Series(contender.name(), "requests/s", values)));
    return series;
  }

  /// Says how many requests a round has.
  private int warmUp(Contender contender) throws SQLException, InterruptedException {
    double rate = 0;
    for (int half = 0; half < 2 * warmUps; half++) {
      rate = decide(contender, contender.warmUp() / 2);
    }
    return (int) Math.clamp(rate * ROUND_SECONDS, REQUESTS_MIN, REQUESTS_MAX);
  }

  private double decide(Contender contender, int count) throws SQLException, InterruptedException {
    Selling selling = runners.get(contender);
    if (selling == null) {
      throw new IllegalArgumentException(contender.name() + " has nothing to sell");
    }
    long before = contender.arena().decisions();
    Round round = selling.next(count);
    double rate = contender.decide(round.wishes());
    long decided = contender.arena().decisions() - before;
    if (decided != count) {
      throw new IllegalStateException(
          contender.name() + " decided " + decided + " requests instead of " + count);
    }
    round.verification().run();
    return rate;
  }

  /// What a contender did.
  static Series of(Map<Contender, Series> series, Contender contender) {
    Series found = series.get(contender);
    if (found == null) {
      throw new IllegalStateException(contender.name() + " did not run");
    }
    return found;
  }
}
