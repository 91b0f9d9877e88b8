package dev.muster.quickstart.bench.decide;

import dev.muster.quickstart.bench.Bar;
import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.Scenario;
import dev.muster.quickstart.bench.Section;
import dev.muster.quickstart.bench.Series;
import dev.muster.quickstart.system.LocalSystem;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Whether a tournament that a million are in is slower than one that ten thousand are in: two
/// systems, whose workers take turns.
public final class LiveEnrollments implements Scenario {
  private static final int FEW = 10_000;
  private static final int MANY = 1_000_000;
  private static final int ROUNDS = 5;
  private static final int REQUESTS = 30_000;
  private static final int ASKERS = (ROUNDS + 2) * REQUESTS;
  private static final int CHUNK = 100_000;
  private static final long SEED = 10;

  /// One of the two systems.
  private record Side(String name, MusterWorker worker, Crowd askers, UUID tournament) {
    double rate() throws InterruptedException {
      return worker.decide(askers.wishes(List.of(tournament), REQUESTS));
    }
  }

  @Override
  public String name() {
    return "size";
  }

  @Override
  public String purpose() {
    return "the worker with %,d live enrollments, beside it with %,d".formatted(MANY, FEW);
  }

  @Override
  public List<Section> run(Bench bench) throws InterruptedException {
    try {
      Side few = side(bench.freshSystem(settings -> settings), FEW);
      Side many = side(bench.anotherSystem(settings -> settings), MANY);
      try {
        List<Double> fewRates = new ArrayList<>();
        List<Double> manyRates = new ArrayList<>();
        for (int round = -1; round <= ROUNDS; round++) {
          double one = few.rate();
          double other = many.rate();
          if (round > 0) {
            fewRates.add(one);
            manyRates.add(other);
            bench.progress(
                "round %d  %s %,.0f/s  %s %,.0f/s"
                    .formatted(round, few.name(), one, many.name(), other));
          }
        }
        verify(few, FEW);
        verify(many, MANY);
        var fewSeries = new Series(few.name(), "requests/s", fewRates);
        var manySeries = new Series(many.name(), "requests/s", manyRates);
        return List.of(
            new Section(
                purpose(),
                List.of(
                    "two whole systems; %d rounds in turn of %,d accepted requests after two"
                            .formatted(ROUNDS, REQUESTS)
                        + " that do not count; both tournaments grow by what is accepted"),
                List.of(fewSeries, manySeries),
                List.of(
                    Bar.atLeast(
                        0.85,
                        "rate with 1,000,000 live enrollments : with 10,000",
                        manySeries.per(fewSeries)))));
      } finally {
        few.worker().close();
        many.worker().close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Side side(LocalSystem system, int live) throws SQLException {
    Arena arena = Arena.ofSystem(system.postgres());
    var crowd = new Crowd(SEED, live + ASKERS);
    List<UUID> players = crowd.players().stream().sorted(Arena.BY_ID).toList();
    for (int from = 0; from < players.size(); from += CHUNK) {
      arena.addPlayers(players.subList(from, Math.min(from + CHUNK, players.size())));
    }
    UUID tournament = crowd.ids(1).getFirst();
    arena.addTournaments(List.of(tournament), live + ASKERS);
    // Who is in already comes last by id.
    arena.fill(tournament, live);
    return new Side(
        "%,d live".formatted(live),
        new MusterWorker(system),
        crowd.of(players.subList(0, ASKERS)),
        tournament);
  }

  private static void verify(Side side, int live) throws SQLException {
    Arena.Tally tally = side.worker().arena().tally(List.of(side.tournament()));
    if (tally.enrolled() != ASKERS || tally.seats() != live + ASKERS || tally.rejected() > 0) {
      throw new IllegalStateException(side.name() + " decided otherwise: " + tally);
    }
  }
}
