package dev.muster.quickstart.bench.http;

import dev.muster.quickstart.bench.Bar;
import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.Scenario;
import dev.muster.quickstart.bench.Section;
import dev.muster.quickstart.bench.Series;
import dev.muster.quickstart.bench.decide.Arena;
import dev.muster.quickstart.bench.decide.Crowd;
import dev.muster.quickstart.bench.decide.Progress;
import dev.muster.quickstart.bench.decide.Wanted;
import dev.muster.quickstart.system.LocalSystem;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// From the request to the decision, over HTTP: Muster, which gives a receipt and decides from the
/// log, beside a server that decides in the request.
public final class EndToEnd implements Scenario {
  /// The path of the API.
  static final String API = "/v1/enrollment-requests";

  private static final int ROUNDS = 3;
  private static final int WARM_UP_ROUNDS = 3;
  private static final int CONNECTIONS = 256;
  private static final int MUSTER_REQUESTS = 20_000;
  private static final int SYNCHRONOUS_REQUESTS = 2_000;
  private static final int CAPACITY = 10_000;
  private static final int ASK_FOR_A_SEAT = 100;
  private static final int PLAYERS = 150_000;
  private static final long SEED = 9;

  /// One of the two that are compared.
  record Side(
      String name,
      Arena arena,
      Crowd crowd,
      Crowd askers,
      HttpLoad load,
      URI uri,
      String path,
      int status,
      int requests,
      Progress progress) {

    /// Whether an answer is only a receipt, and the decision comes later.
    boolean isLater() {
      return status == 202;
    }

    /// Wishes for a seat each, by ever other players.
    List<Wanted> wishes(UUID tournament, int count) {
      return askers.wishes(List.of(tournament), count);
    }

    /// The same as they are sent.
    List<byte[]> requests(List<Wanted> wishes) {
      return AcceptPath.requests(uri, path, wishes);
    }

    /// Requests a second from the first request until the last decision is committed.
    double rate(UUID tournament, int count) throws IOException, SQLException {
      List<byte[]> sent = requests(wishes(tournament, count));
      long decided = isLater() ? progress.decided() : 0;
      long begun = System.nanoTime();
      var _ = load.closedLoop(sent, status);
      if (isLater()) {
        long _ = progress.await(decided + count);
      }
      return count / ((System.nanoTime() - begun) / 1e9);
    }

    /// A tournament of its own for a round, the last seats of which are asked for.
    ///
    /// @param seats so many are left, the others were taken before
    UUID opened(int capacity, int seats) throws SQLException {
      UUID tournament = crowd.ids(1).getFirst();
      arena.addTournaments(List.of(tournament), capacity);
      if (seats < capacity) {
        arena.fill(tournament, capacity - seats);
      }
      return tournament;
    }

    /// Throws [IllegalStateException] if the seats that were left were not all sold, or anything
    /// else was decided otherwise.
    void verify(UUID tournament, int asked, int capacity, int seats) throws SQLException {
      Arena.Tally tally = arena.tally(List.of(tournament));
      if (tally.enrolled() != seats
          || tally.seats() != capacity
          || tally.rejected() != asked - seats) {
        throw new IllegalStateException(name + " decided otherwise: " + tally);
      }
    }
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public String purpose() {
    return "from the request to the decision over HTTP, one hot tournament";
  }

  @Override
  public List<Section> run(Bench bench) throws IOException {
    LocalSystem system = bench.freshSystem(settings -> settings);
    try {
      Arena synchronous = Arena.make(system.postgres(), Arena.Place.SYNCHRONOUS);
      try (Comparison comparison = Comparison.start(bench, synchronous)) {
        var api = new HttpLoad(system.httpUri(), CONNECTIONS);
        var other = new HttpLoad(comparison.uri(), CONNECTIONS);
        var progress = new Progress(system);
        var muster =
            side(
                "Muster",
                Arena.ofSystem(system.postgres()),
                api,
                system.httpUri(),
                API,
                202,
                MUSTER_REQUESTS,
                progress);
        var sync =
            side(
                "synchronous endpoint",
                synchronous,
                other,
                comparison.uri(),
                ComparisonServer.SYNCHRONOUS,
                200,
                SYNCHRONOUS_REQUESTS,
                progress);
        return List.of(
            section(bench, "accepted", 10, muster, sync),
            section(bench, "sold out", 15, muster, sync),
            OpenLoop.section(bench, system.broker().bootstrapServers(), muster, sync));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Side side(
      String name,
      Arena arena,
      HttpLoad load,
      URI uri,
      String path,
      int status,
      int requests,
      Progress progress)
      throws SQLException {
    var crowd = new Crowd(SEED, PLAYERS);
    arena.addPlayers(crowd.players());
    Crowd askers =
        crowd.of(crowd.players().stream().sorted(Arena.BY_ID).limit(PLAYERS - CAPACITY).toList());
    return new Side(name, arena, crowd, askers, load, uri, path, status, requests, progress);
  }

  private static Section section(Bench bench, String what, double bar, Side muster, Side sync)
      throws IOException, SQLException {
    List<List<Double>> rates = List.of(new ArrayList<>(), new ArrayList<>());
    List<Side> sides = List.of(muster, sync);
    for (int round = 1 - WARM_UP_ROUNDS; round <= ROUNDS; round++) {
      for (int i = 0; i < sides.size(); i++) {
        Side side = sides.get(i);
        double rate = round(side, what.equals("sold out"));
        bench.progress("%s %d  %-22s %,.0f requests/s".formatted(what, round, side.name(), rate));
        if (round > 0) {
          rates.get(i).add(rate);
        }
      }
    }
    var musterSeries = new Series(muster.name() + ", " + what, "requests/s", rates.get(0));
    var syncSeries = new Series(sync.name() + ", " + what, "requests/s", rates.get(1));
    return new Section(
        "HTTP, one hot tournament, " + what,
        List.of(
            "%d rounds in turn after %d that do not count; %,d requests each for Muster, %,d for"
                    .formatted(ROUNDS, WARM_UP_ROUNDS, MUSTER_REQUESTS, SYNCHRONOUS_REQUESTS)
                + " the synchronous endpoint; closed loop over %d connections; until the last"
                    .formatted(CONNECTIONS)
                + " decision is committed"),
        List.of(musterSeries, syncSeries),
        List.of(
            Bar.atLeast(
                bar,
                "HTTP, hot, " + what + ", Muster : synchronous",
                musterSeries.per(syncSeries))));
  }

  private static double round(Side side, boolean soldOut) throws IOException, SQLException {
    int seats = soldOut ? side.requests() / ASK_FOR_A_SEAT : side.requests();
    int capacity = soldOut ? CAPACITY : side.requests();
    UUID tournament = side.opened(capacity, seats);
    double rate = side.rate(tournament, side.requests());
    side.verify(tournament, side.requests(), capacity, seats);
    return rate;
  }
}
