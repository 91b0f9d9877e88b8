package dev.muster.validator.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Seats of the tournaments that somebody asked for, and the one number that must stay 0.
final class SeatsPart implements Part {
  private final Set<UUID> tournaments;
  private final GaugeFamily capacity;
  private final GaugeFamily taken;
  private final GaugeFamily left;
  private final GaugeFamily oversold;

  SeatsPart(Set<UUID> tournaments, MeterRegistry registry) {
    this.tournaments = Set.copyOf(tournaments);
    this.capacity =
        new GaugeFamily(registry, "muster.tournament.capacity.seats", "Seats there are");
    this.taken =
        new GaugeFamily(registry, "muster.tournament.taken.seats", "Live enrollments, counted");
    this.left =
        new GaugeFamily(
            registry, "muster.tournament.left.seats", "Capacity less the live enrollments");
    this.oversold =
        new GaugeFamily(
            registry,
            "muster.oversold.seats",
            "Seats given beyond capacity, of all tournaments; must stay 0");
  }

  @Override
  public void read(Connection connection) throws SQLException {
    oversold.show(ReadOversold.execute(connection, tournaments));
    Map<Tags, Double> capacities = new HashMap<>();
    Map<Tags, Double> takens = new HashMap<>();
    Map<Tags, Double> lefts = new HashMap<>();
    for (ReadSeats.Row row : ReadSeats.execute(connection, tournaments)) {
      Tags tags = Tags.of("tournament", row.tournamentId().toString());
      capacities.put(tags, (double) row.capacity());
      takens.put(tags, (double) row.live());
      lefts.put(tags, (double) (row.capacity() - row.live()));
    }
    capacity.show(capacities);
    taken.show(takens);
    left.show(lefts);
  }

  @Override
  public void vanish() {
    List.of(capacity, taken, left, oversold).forEach(GaugeFamily::vanish);
  }
}
