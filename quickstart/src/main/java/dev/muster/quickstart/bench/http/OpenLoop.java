package dev.muster.quickstart.bench.http;

import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.Section;
import dev.muster.quickstart.bench.Series;
import dev.muster.quickstart.bench.http.EndToEnd.Side;
import dev.muster.quickstart.bench.http.HttpLoad.Outcome;
import dev.muster.quickstart.bench.load.Pace;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Requests that come when they come, as those of people do: how long each waits for its answer,
/// from when it was due, at rates that a server can keep up with and at some that it cannot.
final class OpenLoop {
  private static final int ROUNDS = 3;
  private static final int SECONDS = 4;
  private static final int CONNECTIONS = 512;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// So far behind its last request a server may be that keeps up; the queue of one that does not
  /// is longer after a few seconds.
  private static final Duration BEHIND_MAX = Duration.ofMillis(250);

  private static final List<Integer> MUSTER_RATES = List.of(200, 500, 2_000, 5_000);
  private static final List<Integer> SYNCHRONOUS_RATES = List.of(200, 500, 2_000);

  /// What came of one rate.
  ///
  /// @param unsent so many were due, but were never sent
  /// @param behindNanos from when the last request was due until all that were sent were done with
  record Round(double p50, double p99, double reached, int unsent, long behindNanos) {
    /// Of requests at a pace.
    ///
    /// @param endNanos when the last of those that were sent was done with
    static Round of(Outcome outcome, int perSecond, long endNanos) {
      int count = outcome.requests() + outcome.unsent();
      long lastDue = new Pace(outcome.begunNanos(), perSecond).dueNanos(count - 1);
      return new Round(
          outcome.answers().millis(50),
          outcome.answers().millis(99),
          outcome.requests() / ((endNanos - outcome.begunNanos()) / 1e9),
          outcome.unsent(),
          endNanos - lastDue);
    }

    boolean isKeptUp() {
      return unsent == 0 && behindNanos <= BEHIND_MAX.toNanos();
    }
  }

  private final List<Series> series = new ArrayList<>();
  private final List<String> notKeptUp = new ArrayList<>();

  private OpenLoop() {}

  /// Measures both, rate by rate.
  static Section section(Bench bench, Side muster, Side synchronous)
      throws IOException, SQLException {
    var loop = new OpenLoop();
    for (int rate : MUSTER_RATES) {
      loop.measure(bench, muster, rate);
    }
    for (int rate : SYNCHRONOUS_RATES) {
      loop.measure(bench, synchronous, rate);
    }
    return loop.section();
  }

  private Section section() {
    List<String> conditions = new ArrayList<>();
    conditions.add(
        "%d rounds of %d s at each rate, over %d connections; a wait counts from when the request"
                .formatted(ROUNDS, SECONDS, CONNECTIONS)
            + " was due, sent or not");
    conditions.add(
        "answered: Muster's receipt, the synchronous endpoint's outcome; reached: how many a second"
            + " were answered until the last one was, and decided and committed for Muster");
    conditions.add(
        "not kept up: more than %d ms behind at the end, or requests that waited for a connection"
                .formatted(BEHIND_MAX.toMillis())
            + " until %d s after the last was due, which are not sent any more: their waits are at"
                .formatted(PATIENCE.toSeconds())
            + " least so long");
    conditions.addAll(notKeptUp);
    return new Section(
        "HTTP, open loop, one hot tournament, accepted", conditions, series, List.of());
  }

  private void measure(Bench bench, Side side, int perSecond) throws IOException, SQLException {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(round(side, perSecond));
    }
    String what = "%s at %,d/s".formatted(side.name(), perSecond);
    List<Round> behind = rounds.stream().filter(round -> !round.isKeptUp()).toList();
    if (!behind.isEmpty()) {
      notKeptUp.add(
          "NOT KEPT UP in %d of %d rounds: %s; at the end up to %,d ms behind, up to %,d never sent"
              .formatted(
                  behind.size(),
                  ROUNDS,
                  what,
                  behind.stream().mapToLong(Round::behindNanos).max().orElseThrow() / 1_000_000,
                  behind.stream().mapToInt(Round::unsent).max().orElseThrow()));
    }
    series.add(
        new Series(what + ", answered, p50", "ms", rounds.stream().map(Round::p50).toList()));
    series.add(
        new Series(what + ", answered, p99", "ms", rounds.stream().map(Round::p99).toList()));
    var reached =
        new Series(
            what + ", reached" + (behind.isEmpty() ? "" : " (NOT KEPT UP)"),
            "requests/s",
            rounds.stream().map(Round::reached).toList());
    series.add(reached);
    bench.progress(
        "open loop  %s  reached %,.0f/s%s"
            .formatted(what, reached.median(), behind.isEmpty() ? "" : ", not kept up"));
  }

  private static Round round(Side side, int perSecond) throws IOException, SQLException {
    int count = perSecond * SECONDS;
    UUID tournament = side.opened(count, count);
    List<byte[]> requests = side.sent(tournament, count);
    long decided = side.isLater() ? side.progress().decided() : 0;
    Outcome outcome =
        new HttpLoad(side.uri(), CONNECTIONS)
            .openLoop(requests, side.status(), perSecond, PATIENCE);
    long end = outcome.begunNanos() + Math.round(outcome.seconds() * 1e9);
    if (side.isLater()) {
      long _ = side.progress().await(decided + outcome.requests());
      end = System.nanoTime();
    }
    int sent = outcome.requests();
    side.verify(tournament, sent, sent, sent);
    return Round.of(outcome, perSecond, end);
  }
}
