package dev.muster.quickstart.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.quickstart.crash.Claims.Claim;
import dev.muster.quickstart.system.ChildDiedException;
import dev.muster.quickstart.system.ChildJvm;
import dev.muster.validator.replay.Difference;
import dev.muster.worker.BatchStages.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Workers die, freeze, come and go in mid-drop. Whatever it was, the final state is that of an
/// undisturbed run, every result is published in order, and every 202 is kept.
@ExtendWith(BreakableSystem.class)
class WorkerCrashTest {
  private static final String WORKERS_GROUP = "muster-enrollment-worker";

  private final CrashSystem system;

  WorkerCrashTest(CrashSystem system) {
    this.system = system;
  }

  @ParameterizedTest
  @CsvSource({
    "FENCED, 1",
    "LOADED, 2",
    "DECIDED, 3",
    "APPLIED, 1",
    "APPLIED, 4",
    "COMMITTED, 1",
    "COMMITTED, 3"
  })
  void aWorkerThatDiesInABatchIsAsIfItHadNot(Stage stage, int nth) throws Exception {
    Arena arena = Arena.open(system.api(), partition -> partition % 4 == 1);
    system.awaitSettled();
    system.stopWorkers();
    system.pileUp(arena, 450);

    Path file = system.newNote();
    var crash = new Crash(Crash.Kind.DIES, stage, nth, file);
    ChildJvm dying = system.startCrashing(crash, "dying at " + stage + " " + nth);
    Eventually.holds("the worker dies", CrashSystem.RECOVERY_MAX, () -> !dying.isAlive());

    assertThatThrownBy(dying::requireAlive)
        .isInstanceOf(ChildDiedException.class)
        .hasMessageContaining("exit code " + CrashingWorker.EXIT_CODE);
    var note = CrashNote.read(file);
    Claim left = system.claims().of(note.partition());
    assertThat(left.nextOffset())
        .isEqualTo(stage == Stage.COMMITTED ? note.nextOffset() : note.firstOffset());
    assertThat(left.publishedOffset()).isLessThanOrEqualTo(note.firstOffset());

    system.startWorker();
    system.requireUndisturbed();
  }

  @Test
  void workersMayComeGoAndDieInMidDrop() throws Exception {
    Arena arena = Arena.open(system.api(), partition -> true);
    system.awaitSettled();
    try (Drop drop = Drop.start(system.api(), arena)) {
      drop.goOn(200);
      ChildJvm first = system.worker();
      ChildJvm second = system.startWorker();
      drop.goOn(200);

      system.kill(first);
      system.measured("kill -9 until taken over", awaitAllHeldBy(second));
      drop.goOn(200);

      ChildJvm third = system.startWorker();
      drop.goOn(200);
      system.stop(second);
      system.measured("SIGTERM until taken over", awaitAllHeldBy(third));
      drop.goOn(200);
      drop.end();
    }
    system.measured("settled after", system.awaitSettled());
    system.requireUndisturbed();
  }

  private Duration awaitAllHeldBy(ChildJvm worker) throws Exception {
    return Eventually.holds(
        worker.name() + " holds everything",
        CrashSystem.RECOVERY_MAX,
        () -> system.claims().all().stream().allMatch(claim -> claim.isOf(worker)));
  }

  @ParameterizedTest
  @EnumSource(names = {"APPLIED", "COMMITTED"})
  void aWorkerThatWakesAfterItsPartitionMovedDoesNoHarm(Stage stage) throws Exception {
    Arena arena = Arena.open(system.api(), partition -> true);
    system.awaitSettled();
    Path file = system.newNote();
    ChildJvm frozen =
        system.startCrashing(new Crash(Crash.Kind.FREEZES, stage, 20, file), WORKERS_GROUP);
    Eventually.holds(
        "it holds a partition",
        CrashSystem.RECOVERY_MAX,
        () -> !system.claims().of(frozen).isEmpty());
    try (Drop drop = Drop.start(system.api(), arena)) {
      Eventually.holds("it freezes", CrashSystem.RECOVERY_MAX, () -> Files.exists(file));
      Instant frozenAt = Instant.now();
      var note = CrashNote.read(file);
      Duration claimed =
          Eventually.holds(
              "its partition is claimed by the other",
              CrashSystem.RECOVERY_MAX,
              () -> !system.claims().of(note.partition()).isOf(frozen));
      system.measured("frozen until claimed", claimed);
      Duration decided =
          Eventually.holds(
              "the other goes on",
              CrashSystem.RECOVERY_MAX,
              () -> system.claims().of(note.partition()).nextOffset() > note.nextOffset());
      system.measured("claimed until gone on", decided);
      // Decided before it froze, if it had committed; else by the other, from the start.
      assertThat(system.claims().decidedAt(note).isAfter(frozenAt))
          .isEqualTo(stage != Stage.COMMITTED);

      Instant thawedAt = Instant.now();
      frozen.thaw();
      Duration back =
          Eventually.holds(
              "it claims something again",
              CrashSystem.RECOVERY_MAX,
              () ->
                  system.claims().of(frozen).stream()
                      .anyMatch(claim -> claim.claimedAt().isAfter(thawedAt)));
      system.measured("thawed until it claims again", back);
      drop.goOn(200);
      drop.end();
    }
    system.requireUndisturbed();

    system.stopWorkers();
    awaitAllHeldBy(frozen);
    system.pileUp(arena, 100);
    system.requireUndisturbed();
  }

  @Test
  void theOracleNamesARowThatSomebodyChanged() throws Exception {
    Arena arena = Arena.open(system.api(), partition -> partition == 0);
    system.awaitSettled();
    system.pileUp(arena, 200);
    system.requireUndisturbed();
    try (Connection connection = system.database().getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      for (PlantedRow row : PlantedRow.values()) {
        String name = row.plant(connection);
        assertThat(system.oracle().firstDifference(connection)).as("%s", row).startsWith(name);
        connection.rollback();
      }
    }
  }

  @Test
  void theReplayNamesARowThatSomebodyChanged() throws Exception {
    Arena arena = Arena.open(system.api(), partition -> partition == 0);
    system.awaitSettled();
    system.pileUp(arena, 200);
    system.requireUndisturbed();
    try (Connection connection = system.database().getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      for (ForgedRow row : ForgedRow.values()) {
        String id = row.forge(connection);
        Difference difference = system.replay(connection).within().difference();
        assertThat(String.valueOf(difference)).as("%s", row).contains(id, row.words());
        connection.rollback();
      }
      assertThat(system.replay(connection).within().difference()).isNull();
      connection.rollback();
    }
  }
}
