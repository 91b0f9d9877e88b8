package dev.muster.quickstart.storm;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Polling;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.quickstart.system.SystemSettings;
import dev.muster.validator.Checker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// The whole system with two workers, a client of it, and what must hold whatever was done to it.
public final class RunningSystem implements AutoCloseable {
  private static final int WORKERS = 2;

  private final Path directory;
  private final LocalSystem local;
  private final MusterClient client;
  private final Decisions decisions;
  private final LogScan logScan;

  private RunningSystem(Path directory, LocalSystem local) {
    this.directory = directory;
    this.local = local;
    this.client = new MusterClient(local.httpUri());
    this.decisions = new Decisions(local.postgres().dataSource("muster_api"));
    this.logScan = new LogScan(local.logs());
  }

  /// Starts it and returns when each worker has its share of the partitions.
  static RunningSystem start() {
    try {
      // Kept below the build directory: the logs are there after a failure.
      Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "system-");
      var local = LocalSystem.in(SystemSettings.onFreePorts(directory).withWorkers(WORKERS));
      var system = new RunningSystem(directory, local.start(_ -> {}));
      Polling.until(
          "partitions shared by all workers",
          () -> system.decisions.owners().distinct().count() == WORKERS ? true : null);
      return system;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The processes.
  public LocalSystem local() {
    return local;
  }

  public MusterClient client() {
    return client;
  }

  /// What was decided, as the rows say.
  Decisions decisions() {
    return decisions;
  }

  /// The secret that the API proves its request ids with.
  String requestIdSecret() {
    try {
      return Files.readString(directory.resolve("request-id-secret")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where a further process may write its log.
  Path log(String name) {
    return directory.resolve("logs").resolve(name + ".log");
  }

  /// Everything that must hold after every storm: each accepted request is decided, no invariant is
  /// broken, no partition stands still, no process has ended and none has logged an exception.
  void requireSound() {
    Set<UUID> accepted = Set.copyOf(client.accepted());
    decisions.awaitAll(accepted);
    client.accepted().removeAll(accepted);
    Checker.check(local.postgres().dataSource("muster_validator"))
        .broken()
        .forEach(
            verdict -> {
              throw new AssertionError(verdict.toString());
            });
    List<String> parked = decisions.parked();
    if (!parked.isEmpty()) {
      throw new AssertionError("parked: " + parked);
    }
    local.requireAlive();
    logScan.requireNoExceptions(local.logs());
  }

  @Override
  public void close() {
    client.close();
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
