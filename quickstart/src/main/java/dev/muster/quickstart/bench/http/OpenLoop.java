package dev.muster.quickstart.bench.http;

import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.Section;
import dev.muster.quickstart.bench.Series;
import dev.muster.quickstart.bench.decide.Wanted;
import dev.muster.quickstart.bench.http.EndToEnd.Side;
import dev.muster.quickstart.bench.http.HttpLoad.Outcome;
import dev.muster.quickstart.bench.load.Pace;
import dev.muster.quickstart.drop.Percentiles;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
  /// @param decisions null where the answer is the decision
  /// @param unsent so many were due, but were never sent
  /// @param behindNanos from when the last request was due until all that were sent were done with
  record Round(
      Percentiles answers,
      @Nullable Percentiles decisions,
      double reached,
      int unsent,
      long behindNanos) {
    /// Of requests at a pace.
    ///
    /// @param endNanos when the last of those that were sent was done with
    static Round of(
        Outcome outcome, @Nullable Percentiles decisions, int perSecond, long endNanos) {
      int count = outcome.requests() + outcome.unsent();
      long lastDue = new Pace(outcome.begunNanos(), perSecond).dueNanos(count - 1);
      return new Round(
          outcome.answers(),
          decisions,
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

  private final String bootstrapServers;

  private OpenLoop(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /// Measures both, rate by rate.
  static Section section(Bench bench, String bootstrapServers, Side muster, Side synchronous)
      throws IOException, SQLException {
    var loop = new OpenLoop(bootstrapServers);
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
        "decided: an assigned consumer of muster.results has the record; requests carry no"
            + " Idempotency-Key, no webhook endpoint is registered");
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
    addWaits(what + ", answered", rounds.stream().map(Round::answers).toList());
    addWaits(
        what + ", decided",
        rounds.stream().flatMap(round -> Stream.ofNullable(round.decisions())).toList());
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

  private void addWaits(String what, List<Percentiles> rounds) {
    for (int percent : rounds.isEmpty() ? new int[0] : new int[] {50, 99}) {
      series.add(
          new Series(
              what + ", p" + percent,
              "ms",
              rounds.stream().map(round -> round.millis(percent)).toList()));
    }
  }

  private Round round(Side side, int perSecond) throws IOException, SQLException {
    int count = perSecond * SECONDS;
    UUID tournament = side.opened(count, count);
    List<Wanted> wishes = side.wishes(tournament, count);
    List<byte[]> requests = side.requests(wishes);
    var load = new HttpLoad(side.uri(), CONNECTIONS);
    Round round;
    int sent;
    if (side.isLater()) {
      long before = side.progress().decided();
      try (var decisions = new Decisions(bootstrapServers, tournament)) {
        Outcome outcome = load.openLoop(requests, side.status(), perSecond, PATIENCE);
        sent = outcome.requests();
        long _ = side.progress().await(before + sent);
        long end = System.nanoTime();
        round = Round.of(outcome, decisions.waits(wishes, outcome, perSecond), perSecond, end);
      }
    } else {
      Outcome outcome = load.openLoop(requests, side.status(), perSecond, PATIENCE);
      sent = outcome.requests();
      round = Round.of(outcome, null, perSecond, outcome.endNanos());
    }
    side.verify(tournament, sent, sent, sent);
    return round;
  }
}
