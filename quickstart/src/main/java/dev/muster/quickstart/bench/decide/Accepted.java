package dev.muster.quickstart.bench.decide;

import dev.muster.quickstart.bench.Bar;
import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.Scenario;
import dev.muster.quickstart.bench.Section;
import dev.muster.quickstart.bench.Series;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Seats for everybody: each request is accepted and paid, in one hot tournament or spread over a
/// thousand.
public final class Accepted implements Scenario {
  /// Seats in all, more than anybody sells.
  private static final int SEATS = 300_000;
  private static final long SEED = 6;

  private final String name;
  private final int tournaments;
  private final double originalBar;

  private Accepted(String name, int tournaments, double originalBar) {
    this.name = name;
    this.tournaments = tournaments;
    this.originalBar = originalBar;
  }

  public static Scenario inOneTournament() {
    return new Accepted("hot", 1, 25);
  }

  public static Scenario inAThousandTournaments() {
    return new Accepted("spread", 1_000, 6);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String purpose() {
    return "every request accepted and paid, "
        + (tournaments == 1 ? "one hot tournament" : "%,d tournaments".formatted(tournaments));
  }

  @Override
  public List<Section> run(Bench bench) throws InterruptedException {
    try (Field field = Field.on(bench, SEATS / tournaments)) {
      var race = new Race(bench, 1);
      for (Contender contender : field.all()) {
        race.enter(contender, selling(contender));
      }
      Map<Contender, Series> series = race.run();
      return List.of(section(field, series, race.conditions()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Race.Selling selling(Contender contender) throws SQLException {
    // One player a seat in the hot tournament; among a thousand they meet again.
    var crowd = new Crowd(SEED, contender.requestsMax());
    List<UUID> ids = crowd.ids(tournaments);
    contender.arena().addPlayers(crowd.players());
    contender.arena().addTournaments(ids, SEATS / tournaments);
    contender.opened(ids);
    return count ->
        new Race.Round(
            crowd.wishes(ids, count),
            () -> {
              Arena.Tally tally = contender.arena().tally(ids);
              if (tally.rejected() > 0 || tally.seats() != tally.enrolled()) {
                throw new IllegalStateException(
                    contender.name() + " did not sell what it should: " + tally);
              }
            });
  }

  private Section section(Field field, Map<Contender, Series> series, String conditions) {
    Series muster = Race.of(series, field.muster);
    List<Bar> bars = new ArrayList<>();
    String what = tournaments == 1 ? "hot, accepted" : "1,000 tournaments, accepted";
    bars.add(
        Bar.atLeast(
            originalBar,
            what + ", worker : original",
            muster.per(Race.of(series, field.original))));
    if (tournaments == 1) {
      bars.add(
          Bar.atLeast(
              8, what + ", worker : function", muster.per(Race.of(series, field.function))));
    }
    bars.add(Bar.atLeast(0.5, what + ", worker : floor", muster.per(Race.of(series, field.floor))));
    return new Section(purpose(), List.of(conditions), List.copyOf(series.values()), bars);
  }
}
