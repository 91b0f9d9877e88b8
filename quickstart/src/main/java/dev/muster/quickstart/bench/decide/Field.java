package dev.muster.quickstart.bench.decide;

import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.system.LocalSystem;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Everybody who takes part, on a fresh system without its API.
final class Field implements AutoCloseable {
  /// Records of the worker's batch, and rows of the floor's.
  static final int BATCH = 2000;

  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(30);

  final Contender muster;
  final Contender original;
  final Contender function;
  final Contender seats;
  final Contender floor;

  private Field(
      Contender muster, Contender original, Contender function, Contender seats, Contender floor) {
    this.muster = muster;
    this.original = original;
    this.function = function;
    this.seats = seats;
    this.floor = floor;
  }

  static Field on(Bench bench, int capacity) throws SQLException {
    LocalSystem system = bench.freshSystem(settings -> settings);
    // Nobody here has a server in front; the scenario `http` compares those who have.
    system.api().stop(STOP_WAIT_MAX);
    var postgres = system.postgres();
    return new Field(
        new MusterWorker(system),
        CallingContender.original(Arena.make(postgres, Arena.Place.ORIGINAL)),
        new OneCallFunction(Arena.make(postgres, Arena.Place.FUNCTION)),
        new SeatPerRow(Arena.make(postgres, Arena.Place.SEATS)),
        new Floor(Arena.make(postgres, Arena.Place.FLOOR), BATCH, capacity));
  }

  List<Contender> all() {
    return List.of(original, function, seats, muster, floor);
  }

  /// Those who decide; the floor only writes seats.
  List<Contender> deciding() {
    return List.of(original, function, seats, muster);
  }

  @Override
  public void close() {
    new ArrayList<>(all()).forEach(Contender::close);
  }
}
