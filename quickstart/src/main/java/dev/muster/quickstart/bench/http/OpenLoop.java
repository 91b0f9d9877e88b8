package dev.muster.quickstart.bench.http;

import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.Section;
import dev.muster.quickstart.bench.Series;
import dev.muster.quickstart.bench.http.EndToEnd.Side;
import dev.muster.quickstart.bench.http.HttpLoad.Outcome;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Requests that come when they come, as those of people do: how long each waits for its answer,
/// from when it was due, at rates that a server can keep up with and at some that it cannot.
final class OpenLoop {
  private static final int ROUNDS = 3;
  private static final int SECONDS = 2;
  private static final List<Integer> MUSTER_RATES = List.of(200, 1_000, 5_000);
  private static final List<Integer> SYNCHRONOUS_RATES = List.of(200, 1_000);

  private OpenLoop() {}

  /// Measures both, rate by rate.
  static Section section(Bench bench, Side muster, Side synchronous)
      throws IOException, SQLException {
    List<Series> series = new ArrayList<>();
    for (int rate : MUSTER_RATES) {
      series.addAll(measure(bench, muster, rate));
    }
    for (int rate : SYNCHRONOUS_RATES) {
      series.addAll(measure(bench, synchronous, rate));
    }
    return new Section(
        "HTTP, open loop, one hot tournament, accepted",
        List.of(
            "%d rounds of %d s at each rate, over %d connections; a wait counts from when the"
                    .formatted(ROUNDS, SECONDS, EndToEnd.CONNECTIONS)
                + " request was due, sent or not",
            "answered: Muster's receipt, the synchronous endpoint's outcome; kept up: how many a"
                + " second were answered until the last one was, and decided and committed for"
                + " Muster"),
        series,
        List.of());
  }

  private static List<Series> measure(Bench bench, Side side, int perSecond)
      throws IOException, SQLException {
    List<Double> median = new ArrayList<>();
    List<Double> late = new ArrayList<>();
    List<Double> kept = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      int count = perSecond * SECONDS;
      UUID tournament = side.opened(count, count);
      List<Outcome> outcome = new ArrayList<>();
      kept.add(
          side.rate(
              tournament,
              count,
              requests -> outcome.add(side.load().openLoop(requests, side.status(), perSecond))));
      side.verify(tournament, count, count, count);
      median.add(outcome.getFirst().answers().millis(50));
      late.add(outcome.getFirst().answers().millis(99));
    }
    String what = "%s at %,d/s, ".formatted(side.name(), perSecond);
    bench.progress("open loop  %sdone".formatted(what));
    return List.of(
        new Series(what + "answered, p50", "ms", median),
        new Series(what + "answered, p99", "ms", late),
        new Series(what + "kept up", "requests/s", kept));
  }
}
