package dev.muster.quickstart.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.quickstart.crash.ApiClient.Call;
import dev.muster.quickstart.crash.ApiClient.Reply;
import dev.muster.quickstart.crash.Claims.Claim;
import dev.muster.quickstart.system.ChildDiedException;
import dev.muster.quickstart.system.ChildJvm;
import dev.muster.quickstart.system.LocalBroker;
import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.worker.BatchStages.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Processes die and freeze in mid-drop. Whatever it was, the final state is that of an undisturbed
/// run, every result is published in order, and every 202 is kept.
class CrashesAndOutagesTest {
  private static final String WORKERS_GROUP = "muster-enrollment-worker";
  private static final Duration BROKER_AWAY = Duration.ofSeconds(20);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private static CrashSystem system;

  @BeforeAll
  static void start(@TempDir Path directory) {
    system = CrashSystem.start(directory);
  }

  @AfterAll
  static void close() {
    system.close();
  }

  @BeforeEach
  void mend() throws Exception {
    system.mend();
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
  void workersMayComeGoAndDieInMidDrop(TestReporter reporter) throws Exception {
    Arena arena = Arena.open(system.api(), partition -> true);
    system.awaitSettled();
    Map<String, String> measured = new LinkedHashMap<>();
    try (Drop drop = Drop.start(system.api(), arena)) {
      drop.goOn(200);
      ChildJvm first = system.worker();
      ChildJvm second = system.startWorker();
      drop.goOn(200);

      system.kill(first);
      measured.put("kill -9 until taken over", seconds(awaitAllHeldBy(second)));
      drop.goOn(200);

      ChildJvm third = system.startWorker();
      drop.goOn(200);
      system.stop(second);
      measured.put("SIGTERM until taken over", seconds(awaitAllHeldBy(third)));
      drop.goOn(200);
      drop.end();
    }
    measured.put("settled after", seconds(system.awaitSettled()));
    reporter.publishEntry(measured);
    system.requireUndisturbed();
  }

  private static Duration awaitAllHeldBy(ChildJvm worker) throws Exception {
    return Eventually.holds(
        worker.name() + " holds everything",
        CrashSystem.RECOVERY_MAX,
        () -> system.claims().all().stream().allMatch(claim -> claim.isOf(worker)));
  }

  @ParameterizedTest
  @EnumSource(names = {"APPLIED", "COMMITTED"})
  void aWorkerThatWakesAfterItsPartitionMovedDoesNoHarm(Stage stage, TestReporter reporter)
      throws Exception {
    Arena arena = Arena.open(system.api(), partition -> true);
    system.awaitSettled();
    Path file = system.newNote();
    ChildJvm frozen =
        system.startCrashing(new Crash(Crash.Kind.FREEZES, stage, 3, file), WORKERS_GROUP);
    Eventually.holds(
        "it holds a partition",
        CrashSystem.RECOVERY_MAX,
        () -> !system.claims().of(frozen).isEmpty());
    Map<String, String> measured = new LinkedHashMap<>();
    try (Drop drop = Drop.start(system.api(), arena)) {
      Eventually.holds("it freezes", CrashSystem.RECOVERY_MAX, () -> Files.exists(file));
      Instant frozenAt = Instant.now();
      var note = CrashNote.read(file);
      Duration claimed =
          Eventually.holds(
              "its partition is claimed by the other",
              CrashSystem.RECOVERY_MAX,
              () -> !system.claims().of(note.partition()).isOf(frozen));
      measured.put("frozen until claimed", seconds(claimed));
      Duration decided =
          Eventually.holds(
              "the other goes on",
              CrashSystem.RECOVERY_MAX,
              () -> system.claims().of(note.partition()).nextOffset() > note.nextOffset());
      measured.put("claimed until gone on", seconds(decided));
      // Decided before it froze, if it had committed; else by the other, from the start.
      assertThat(system.claims().decidedAt(note).isAfter(frozenAt))
          .isEqualTo(stage != Stage.COMMITTED);

      Instant thawedAt = Instant.now();
      frozen.thaw();
      Duration back =
          Eventually.holds(
              "it takes part again",
              CrashSystem.RECOVERY_MAX,
              () ->
                  system.claims().of(frozen).stream()
                      .anyMatch(claim -> claim.claimedAt().isAfter(thawedAt)));
      measured.put("thawed until back", seconds(back));
      drop.goOn(200);
      drop.end();
    }
    reporter.publishEntry(measured);
    system.requireUndisturbed();

    system.stopWorkers();
    awaitAllHeldBy(frozen);
    system.pileUp(arena, 100);
    system.requireUndisturbed();
  }

  @Test
  void aBrokerThatIsAwayFor20SecondsLosesNothing(TestReporter reporter) throws Exception {
    Arena arena = Arena.open(system.api(), partition -> partition % 3 == 0);
    system.awaitSettled();
    LocalBroker broker = system.local().broker();
    Map<String, String> measured = new LinkedHashMap<>();
    try (Drop drop = Drop.start(system.api(), arena)) {
      drop.goOn(300);
      broker.kill();
      Map<String, Call> refused = new LinkedHashMap<>();
      Duration slowest = probeUntil(System.nanoTime() + BROKER_AWAY.toNanos(), arena, refused);
      measured.put("slowest 503", seconds(slowest));
      assertThat(slowest).isLessThan(ANSWER_MAX);
      assertThat(refused).isNotEmpty();

      int before = system.api().accepted();
      broker.start();
      broker.awaitReady();
      Duration accepting =
          Eventually.holds(
              "the API accepts again",
              CrashSystem.RECOVERY_MAX,
              () -> system.api().accepted() > before);
      measured.put("broker ready until 202", seconds(accepting));
      for (Map.Entry<String, Call> each : refused.entrySet()) {
        system.api().submit(each.getValue(), each.getKey());
      }
      measured.put("then until a decision", seconds(awaitNextDecision()));
      drop.goOn(300);
      drop.end();
    }
    measured.put("settled after", seconds(system.awaitSettled()));
    reporter.publishEntry(measured);
    system.requireUndisturbed();
  }

  /// Asks for a seat again and again, each time in vain.
  ///
  /// @param refused what was asked for, by its key
  /// @return the longest that an answer took
  private static Duration probeUntil(long nanos, Arena arena, Map<String, Call> refused)
      throws Exception {
    var random = new SplittableRandom(nanos);
    Duration slowest = Duration.ZERO;
    while (System.nanoTime() < nanos) {
      Call call = arena.anyCall(random);
      String key = Arena.key();
      Reply reply = system.api().send(call, key);
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.response().headers().firstValue("Retry-After")).isPresent();
      refused.put(key, call);
      slowest = reply.after().compareTo(slowest) > 0 ? reply.after() : slowest;
    }
    return slowest;
  }

  private static Duration awaitNextDecision() throws Exception {
    long before = decided();
    return Eventually.holds(
        "something is decided again", CrashSystem.RECOVERY_MAX, () -> decided() > before);
  }

  private static long decided() throws Exception {
    return system.claims().all().stream().mapToLong(Claim::nextOffset).sum();
  }

  @ParameterizedTest(name = "killed: {0}")
  @ValueSource(booleans = {false, true})
  void aDatabaseThatRestartsStopsNobodyFromAsking(boolean killed, TestReporter reporter)
      throws Exception {
    Arena arena = Arena.open(system.api(), partition -> partition % 3 == 1);
    system.awaitSettled();
    LocalPostgres postgres = system.local().postgres();
    Map<String, String> measured = new LinkedHashMap<>();
    try (Drop drop = Drop.start(system.api(), arena)) {
      drop.goOn(300);
      if (killed) {
        postgres.kill();
      } else {
        postgres.stop();
      }
      drop.goOn(300);
      postgres.start();
      measured.put("database ready until a decision", seconds(awaitNextDecision()));
      drop.goOn(300);
      drop.end();
    }
    measured.put("settled after", seconds(system.awaitSettled()));
    reporter.publishEntry(measured);
    system.requireUndisturbed();
  }

  @Test
  void anApiThatIsKilledHasKeptEveryPromise() throws Exception {
    Arena arena = Arena.open(system.api(), partition -> partition % 3 == 2);
    system.awaitSettled();
    try (Drop drop = Drop.start(system.api(), arena)) {
      drop.goOn(300);
      system.local().api().kill();
      system.local().startApi();
      system.local().awaitApi();
      drop.goOn(300);
      drop.end();
    }
    system.requireUndisturbed();
  }

  private static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1000.0);
  }
}
