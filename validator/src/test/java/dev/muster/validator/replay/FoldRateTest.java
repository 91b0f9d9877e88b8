package dev.muster.validator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// How fast the log is decided again, and in how much memory. By itself it is a small drop; for a
/// measurement it takes `-Dmuster.fold.commands=10000000 -Dmuster.fold.players=1000000
/// -Dmuster.fold.tournaments=1000` and a heap of the command line's size.
class FoldRateTest {
  private static final long COMMANDS = Long.getLong("muster.fold.commands", 20_000);
  private static final int PLAYERS = Integer.getInteger("muster.fold.players", 2_000);
  private static final int TOURNAMENTS = Integer.getInteger("muster.fold.tournaments", 20);

  @Test
  void foldsAnyNumberOfCommandsInTheMemoryOfWhatTheyLeave(TestReporter reporter)
      throws SQLException {
    var drop = new EndlessDrop(TOURNAMENTS, PLAYERS, COMMANDS);
    assertThat(new Merge(drop.fold(), drop).run(drop.sources())).isNull();

    FoldCounts counts = drop.fold().counts();
    FoldedWorld world = drop.fold().world();
    assertThat(counts.commands()).isBetween(COMMANDS, COMMANDS + 100);
    assertThat(counts.fromRows).isZero();
    assertThat(world.players()).hasSize(PLAYERS);
    assertThat(world.tournaments()).hasSize(TOURNAMENTS);
    assertThat(world.movements()).isGreaterThan(PLAYERS);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    reporter.publishEntry(
        "fold",
        String.format(
            Locale.ROOT,
            "%,d commands, %,.0f/s, %,d MiB left of at most %,d MiB",
            counts.commands(),
            counts.commands() / (counts.nanos / 1e9),
            (runtime.totalMemory() - runtime.freeMemory()) >> 20,
            runtime.maxMemory() >> 20));
  }
}
