package dev.muster.quickstart.bench.decide;

import dev.muster.quickstart.bench.Bar;
import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.Scenario;
import dev.muster.quickstart.bench.Section;
import dev.muster.quickstart.bench.Series;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A hot tournament whose last seats go while a hundred times as many ask: 99 % are refused. A
/// tournament of its own for each round, nearly full when the round begins.
public final class SoldOut implements Scenario {
  /// Of a tournament that a million want to get into: one in a hundred does.
  private static final int CAPACITY = 10_000;

  private static final int ASK_FOR_A_SEAT = 100;
  private static final long SEED = 7;
  private static final int PLAYERS = 100_000;

  @Override
  public String name() {
    return "soldout";
  }

  @Override
  public String purpose() {
    return "99 %% refused, one hot tournament of %,d seats".formatted(CAPACITY);
  }

  @Override
  public List<Section> run(Bench bench) throws InterruptedException {
    try (Field field = Field.on(bench, CAPACITY)) {
      var race = new Race(bench, 4);
      for (Contender contender : field.deciding()) {
        race.enter(contender, selling(contender));
      }
      Map<Contender, Series> series = race.run();
      Series muster = Race.of(series, field.muster);
      return List.of(
          new Section(
              purpose(),
              List.of(
                  race.conditions(),
                  "each round has a tournament of its own, whose last seats are one in a hundred of"
                      + " the round's requests; the others were taken a moment ago, so nothing has"
                      + " been vacuumed yet, as in any drop"),
              List.copyOf(series.values()),
              List.of(
                  Bar.atLeast(
                      80,
                      "hot, sold out, worker : original",
                      muster.per(Race.of(series, field.original))))));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Race.Selling selling(Contender contender) throws SQLException {
    Arena arena = contender.arena();
    // Who is in already comes last by id; who asks does not.
    var crowd = new Crowd(SEED, PLAYERS);
    arena.addPlayers(crowd.players());
    List<UUID> asking =
        crowd.players().stream().sorted(Arena.BY_ID).limit(PLAYERS - CAPACITY).toList();
    Crowd askers = crowd.of(asking);
    return count -> {
      List<UUID> tournament = crowd.ids(1);
      arena.addTournaments(tournament, CAPACITY);
      arena.fill(tournament.getFirst(), CAPACITY - count / ASK_FOR_A_SEAT);
      contender.opened(tournament);
      return new Race.Round(
          askers.wishes(tournament, count),
          () -> {
            Arena.Tally tally = arena.tally(tournament);
            if (tally.enrolled() != count / ASK_FOR_A_SEAT || tally.seats() != CAPACITY) {
              throw new IllegalStateException(contender.name() + " sold another number: " + tally);
            }
          });
    };
  }
}
