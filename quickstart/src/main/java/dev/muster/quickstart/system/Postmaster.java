package dev.muster.quickstart.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// The server process of one data directory, found by the pid file it keeps there. It is no child
/// of ours: it left our process group when it started.
final class Postmaster {
  /// A checkpoint of everything in memory fits into it.
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(20);

  private final Path dataDirectory;

  Postmaster(Path dataDirectory) {
    this.dataDirectory = dataDirectory;
  }

  boolean isAlive() {
    return find().isPresent();
  }

  /// Fast shutdown, and `kill -9` if it takes too long.
  void stop() {
    find()
        .ifPresent(
            process -> {
              Signals.send("INT", process.pid());
              if (!awaitEnd(List.of(process))) {
                kill();
              }
            });
  }

  /// `kill -9` of the server and of every process it made.
  void kill() {
    find()
        .ifPresent(
            process -> {
              List<ProcessHandle> all =
                  Stream.concat(Stream.of(process), process.descendants()).toList();
              all.forEach(ProcessHandle::destroyForcibly);
              awaitEnd(all);
            });
  }

  private Optional<ProcessHandle> find() {
    List<String> lines;
    try {
      lines = Files.readAllLines(dataDirectory.resolve("postmaster.pid"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(ProcessHandle::isAlive)
        .filter(Postmaster::isPostgres);
  }

  /// A pid outlives its process and can belong to anybody by now.
  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.endsWith("/postgres")).orElse(false);
  }

  private static boolean awaitEnd(List<ProcessHandle> processes) {
    try {
      CompletableFuture.allOf(
              processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(STOP_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
