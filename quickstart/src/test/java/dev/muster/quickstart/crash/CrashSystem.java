package dev.muster.quickstart.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.oracle.LogOracle;
import dev.muster.quickstart.oracle.TopicReader;
import dev.muster.quickstart.system.ChildJvm;
import dev.muster.quickstart.system.ChildSpec;
import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.quickstart.system.Ports;
import dev.muster.quickstart.system.SystemSettings;
import dev.muster.validator.Checker;
import dev.muster.validator.replay.Replay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// The whole system, made to be broken: between two tests it is whole, with one healthy worker.
final class CrashSystem implements AutoCloseable {
  static final Duration RECOVERY_MAX = Duration.ofSeconds(60);

  private static final int WORKER_HEAP_MIB = 256;
  private static final int CLIENTS = 16;

  /// Small, so that a drop has many batches to die in.
  private static final String BATCH_RECORDS_MAX = "50";

  private static final Duration STOP_MAX = Duration.ofSeconds(30);

  private final Path directory;
  private final LocalSystem local;
  private final ApiClient api;
  private final List<ChildJvm> crashing = new ArrayList<>();

  private CrashSystem(Path directory, LocalSystem local) {
    this.directory = directory;
    this.local = local;
    this.api = new ApiClient(local.httpUri());
  }

  static CrashSystem start() {
    Path directory;
    try {
      // Kept below the build directory: the logs are there after a failure.
      directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "crash-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var settings =
        SystemSettings.onFreePorts(directory)
            .withWorkerEnvironment(Map.of("MUSTER_BATCH_RECORDS_MAX", BATCH_RECORDS_MAX));
    return new CrashSystem(directory, LocalSystem.in(settings).start(_ -> {}));
  }

  LocalSystem local() {
    return local;
  }

  ApiClient api() {
    return api;
  }

  Claims claims() {
    return new Claims(database());
  }

  /// Decides the log again; to be run on a connection of its own.
  Replay replay(Connection connection) {
    return new Replay(
        connection,
        Map.of("bootstrap.servers", local.broker().bootstrapServers()),
        RECOVERY_MAX,
        _ -> {});
  }

  LogOracle oracle() {
    return new LogOracle(local.broker().bootstrapServers(), database());
  }

  DataSource database() {
    return local.postgres().dataSource(LocalPostgres.SUPERUSER);
  }

  /// The one healthy worker.
  ChildJvm worker() {
    return local.workers().getFirst();
  }

  /// Starts a worker that will crash, without waiting for it.
  ///
  /// @param group its consumer group: in one of its own it need not wait for partitions
  ChildJvm startCrashing(Crash crash, String group) {
    List<String> arguments = new ArrayList<>(crash.arguments());
    arguments.add("--muster.kafka.group-id=" + group);
    String name = "crashing-worker-" + (crashing.size() + 1);
    Map<String, String> environment =
        Map.of(
            "MUSTER_KAFKA_BOOTSTRAP_SERVERS",
            local.broker().bootstrapServers(),
            "MUSTER_DATABASE_URL",
            local.postgres().jdbcUrl(),
            "MUSTER_DATABASE_USERNAME",
            "muster_worker",
            "MUSTER_BATCH_RECORDS_MAX",
            BATCH_RECORDS_MAX,
            "MANAGEMENT_SERVER_PORT",
            Integer.toString(Ports.free()));
    ChildJvm child =
        ChildJvm.start(
            new ChildSpec(
                name,
                CrashingWorker.class.getName(),
                arguments,
                WORKER_HEAP_MIB,
                List.of(),
                environment,
                directory.resolve("logs").resolve(name + ".log")));
    crashing.add(child);
    return child;
  }

  /// A file that does not exist yet, for a crash to leave its note in.
  Path newNote() {
    return directory.resolve("crash-note-" + crashing.size());
  }

  /// SIGTERM for every healthy worker; each must end by itself.
  void stopWorkers() {
    for (ChildJvm worker : local.workers()) {
      stop(worker);
    }
  }

  /// SIGTERM for one healthy worker, which must end by itself.
  void stop(ChildJvm worker) {
    local.forget(worker);
    assertThat(worker.stop(STOP_MAX)).as("%s ends by itself", worker.name()).isTrue();
  }

  /// `kill -9` of one healthy worker.
  void kill(ChildJvm worker) {
    local.forget(worker);
    worker.kill();
  }

  /// Starts a healthy worker and returns when it holds something.
  ChildJvm startWorker() throws Exception {
    ChildJvm worker = local.startWorker();
    Eventually.holds(
        worker.name() + " holds a partition",
        RECOVERY_MAX,
        () -> {
          local.requireAlive();
          return !claims().of(worker).isEmpty();
        });
    return worker;
  }

  /// Has so many calls accepted, as fast as it goes.
  void pileUp(Arena arena, int calls) throws Exception {
    var random = new SplittableRandom(calls);
    List<Future<?>> sent = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < calls; i++) {
        var call = arena.anyCall(random);
        sent.add(threads.submit(() -> api.submit(call, Arena.key())));
      }
    }
    for (Future<?> each : sent) {
      each.get();
    }
  }

  /// Returns when everything on the log is decided and published.
  ///
  /// @return how long that took
  Duration awaitSettled() throws Exception {
    try {
      return Eventually.holds(
          "everything is decided and published",
          RECOVERY_MAX,
          () -> {
            local.requireAlive();
            return oracle().behind().isEmpty();
          });
    } catch (AssertionError e) {
      throw new AssertionError(oracle().behind().toString(), e);
    }
  }

  /// Waits until the system has dealt with everything, and then holds it to what an undisturbed run
  /// would have come to: the same rows, every result in order, every receipt kept.
  void requireUndisturbed() throws Exception {
    awaitSettled();
    assertThat(oracle().firstDifference()).as("first difference").isNull();
    try (Connection connection = database().getConnection()) {
      assertThat(replay(connection).run().difference()).as("replayed").isNull();
    }
    var topics = new TopicReader(local.broker().bootstrapServers());
    assertThat(api.receipts()).isNotEmpty();
    assertThat(Receipt.broken(api.receipts(), topics)).as("broken promises").isEmpty();
    assertThat(Checker.check(database()).broken()).as("broken invariants").isEmpty();
  }

  /// Notes how long something took beside the logs, for people to read.
  void measured(String what, Duration duration) throws IOException {
    String line = "%s: %.1f s%n".formatted(what, duration.toMillis() / 1000.0);
    Files.writeString(
        directory.resolve("measured.txt"),
        line,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /// Ends what is left of the crashing workers, and has one healthy worker hold everything.
  void mend() throws SQLException {
    crashing.forEach(ChildJvm::close);
    List<ChildJvm> healthy = local.workers();
    healthy.stream().skip(1).forEach(this::stop);
    Instant before = Instant.now();
    if (healthy.isEmpty()) {
      local.startWorker();
    }
    if (healthy.size() != 1 || claims().of(worker()).size() != claims().all().size()) {
      local.awaitClaimedSince(before);
    }
  }

  @Override
  public void close() {
    crashing.forEach(ChildJvm::close);
    api.close();
    local.close();
    delete(directory.resolve("kafka"));
    delete(directory.resolve("postgres"));
  }

  private static void delete(Path tree) {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
