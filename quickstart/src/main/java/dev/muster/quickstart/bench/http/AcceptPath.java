package dev.muster.quickstart.bench.http;

import dev.muster.quickstart.bench.Bar;
import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.Scenario;
import dev.muster.quickstart.bench.Section;
import dev.muster.quickstart.bench.Series;
import dev.muster.quickstart.bench.decide.Arena;
import dev.muster.quickstart.bench.decide.Crowd;
import dev.muster.quickstart.bench.decide.Wanted;
import dev.muster.quickstart.system.ChildJvm;
import dev.muster.quickstart.system.LocalSystem;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The API's way from a request to its receipt, with the wait for the broker, beside a handler on
/// the same server that reads the same request and answers the same receipt.
public final class AcceptPath implements Scenario {
  private static final int ROUNDS = 9;
  private static final int CONNECTIONS = 256;
  private static final int REQUESTS = 60_000;
  private static final int BARE_WARM_UP = 240_000;
  // Broker, producer and API are a lot of code: before that the compiler takes a tenth of the
  // processors from them.
  private static final int WARM_UP = 900_000;
  private static final long SEED = 8;

  @Override
  public String name() {
    return "accept";
  }

  @Override
  public String purpose() {
    return "the accept path with the log, beside a bare handler";
  }

  @Override
  public List<Section> run(Bench bench) throws IOException {
    LocalSystem system = bench.freshSystem(settings -> settings);
    try (Comparison comparison =
        Comparison.start(bench, Arena.make(system.postgres(), Arena.Place.SYNCHRONOUS))) {
      var api = new HttpLoad(system.httpUri(), CONNECTIONS);
      var bare = new HttpLoad(comparison.uri(), CONNECTIONS);
      // Nobody decides meanwhile: what is measured is the receipt.
      for (ChildJvm worker : system.workers()) {
        system.forget(worker);
        worker.stop(Duration.ofSeconds(10));
      }
      var crowd = new Crowd(SEED, REQUESTS);
      List<UUID> tournament = crowd.ids(1);
      List<Double> withLog = new ArrayList<>();
      List<Double> without = new ArrayList<>();
      List<Wanted> wishes = crowd.wishes(tournament, REQUESTS);
      List<byte[]> apiRequests = requests(system.httpUri(), EndToEnd.API, wishes);
      List<byte[]> bareRequests = requests(comparison.uri(), ComparisonServer.BARE, wishes);
      for (int warm = 0; warm < WARM_UP; warm += REQUESTS) {
        var _ = api.closedLoop(apiRequests, 202);
      }
      for (int warm = 0; warm < BARE_WARM_UP; warm += REQUESTS) {
        var _ = bare.closedLoop(bareRequests, 202);
      }
      for (int round = 1; round <= ROUNDS; round++) {
        without.add(bare.closedLoop(bareRequests, 202).rate());
        withLog.add(api.closedLoop(apiRequests, 202).rate());
        bench.progress(
            "round %d  bare %,.0f/s  with the log %,.0f/s"
                .formatted(round, without.getLast(), withLog.getLast()));
      }
      var bareSeries = new Series("bare handler", "requests/s", without);
      var apiSeries = new Series("accept path with the log", "requests/s", withLog);
      return List.of(
          new Section(
              purpose(),
              List.of(
                  "%d rounds in turn of %,d requests each, closed loop over %d connections, one hot"
                          .formatted(ROUNDS, REQUESTS, CONNECTIONS)
                      + " tournament; warm-up %,d requests, of the bare handler %,d; the worker is"
                          .formatted(WARM_UP, BARE_WARM_UP)
                      + " stopped"),
              List.of(bareSeries, apiSeries),
              List.of(
                  Bar.atLeast(0.6, "accept path with the log : bare", apiSeries.per(bareSeries)))));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<byte[]> requests(URI server, String path, List<Wanted> wishes) {
    List<byte[]> requests = new ArrayList<>(wishes.size());
    for (Wanted wish : wishes) {
      requests.add(HttpLoad.request(server, path, wish));
    }
    return requests;
  }
}
