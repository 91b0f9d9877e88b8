package dev.muster.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Thousands of worlds in which everything goes wrong, and no invariant breaks; and the same worlds
/// with a fault planted, in which one does.
class SimulationTest {
  private static final int SEEDS = 1_500;
  private static final int SEEDS_TO_FIND_A_PLANT = 10_000;

  @BeforeAll
  static void silence() {
    Simulate.silence();
  }

  @Test
  void everyInvariantHoldsInEveryWorld() {
    held(1);
  }

  /// Other worlds every day. The failure names the seed.
  @Test
  void everyInvariantHoldsInTodaysWorlds() {
    held(LocalDate.now(ZoneOffset.UTC).toEpochDay() * 1_000_000);
  }

  private static void held(long first) {
    Simulate.Failure failure =
        Simulate.playAll(
            first, Long.getLong("muster.simulation.seeds", SEEDS), Plant.NOTHING, () -> {});
    assertThat(failure == null ? "" : failure.report()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
  void aPlantedFaultIsFound(Plant plant) {
    Simulate.Failure failure = Simulate.playAll(1, SEEDS_TO_FIND_A_PLANT, plant, () -> {});

    Objects.requireNonNull(failure, plant.option() + " was not found");
    assertThat(failure.cause()).isInstanceOf(Violation.class);
    assertThat(failure.trace()).isNotEmpty();
    assertThat(failure.report())
        .contains("./muster simulate --seed " + failure.seed() + " --without " + plant.option());
  }

  @Test
  void aSeedHappensTheSameWayEveryTime() {
    for (long seed = 1; seed <= 20; seed++) {
      var once = new Trace(true);
      var again = new Trace(true);
      new Simulation(seed, Plant.NOTHING, once).run();
      new Simulation(seed, Plant.NOTHING, again).run();

      assertThat(once.lines()).hasSizeGreaterThan(100).isEqualTo(again.lines());
    }
  }
}
