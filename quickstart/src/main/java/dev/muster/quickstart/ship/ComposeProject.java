package dev.muster.quickstart.ship;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.system.UserErrorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The services of the compose file, started under a name of their own with volumes of their own.
/// Closing it removes them all, and their data.
public final class ComposeProject implements AutoCloseable {
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final String STATES = "{{.Service}} {{.State}} {{.ExitCode}} {{.Health}}";
  private static final int LOG_LINES = 50;

  private final List<String> compose;
  private final Path environmentFile;
  private boolean closed;

  /// Starts nothing yet.
  ///
  /// @param engine the command that Compose answers to, such as `docker compose`
  /// @param home the folder of the compose file
  /// @param name no other project on the engine may have it
  public ComposeProject(
      List<String> engine, Path home, String name, ComposeEnvironment environment) {
    try {
      // Readable for its owner only, as temporary files are: it holds the secrets.
      environmentFile = Files.createTempFile("muster-compose-", ".env");
      Files.writeString(environmentFile, environment.text(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    compose = new ArrayList<>(engine);
    compose.addAll(List.of("--project-name", name));
    compose.addAll(List.of("--project-directory", home.toString()));
    compose.addAll(List.of("--file", home.resolve("docker-compose.yml").toString()));
    compose.addAll(List.of("--env-file", environmentFile.toString()));
  }

  /// Starts everything and returns when all of it is healthy.
  ///
  /// @throws UserErrorException if something is not in time, with what it said
  public void up(Duration waitMax) {
    long deadline = System.nanoTime() + waitMax.toNanos();
    run(true, "up", "--detach", "--no-build");
    List<String> waitedFor = unhealthy();
    while (!waitedFor.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new UserErrorException(
            "not healthy within " + waitMax.toSeconds() + " s: " + waitedFor + "\n" + logs());
      }
      LockSupport.parkNanos(STEP.toNanos());
      waitedFor = unhealthy();
    }
  }

  /// Does nothing while every service is healthy.
  ///
  /// @throws UserErrorException if one is not, with what it said
  public void requireHealthy() {
    List<String> ill = unhealthy();
    if (!ill.isEmpty()) {
      throw new UserErrorException("no longer healthy: " + ill + "\n" + logs());
    }
  }

  /// Each container that is neither healthy nor done, with its state.
  private List<String> unhealthy() {
    List<String> containers =
        run(false, "ps", "--all", "--format", STATES)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    if (containers.isEmpty()) {
      return List.of("no container");
    }
    return containers.stream()
        .filter(line -> !line.endsWith(" running 0 healthy") && !line.endsWith(" exited 0"))
        .toList();
  }

  private String logs() {
    return run(false, "logs", "--no-color", "--tail", Integer.toString(LOG_LINES));
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      run(true, "down", "--volumes", "--remove-orphans", "--timeout", "60");
    } finally {
      var _ = environmentFile.toFile().delete();
    }
  }

  /// @param shown whether people see what the engine says instead of getting it as the answer
  private String run(boolean shown, String... arguments) {
    List<String> command = new ArrayList<>(compose);
    command.addAll(List.of(arguments));
    try {
      var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      if (shown) {
        builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
      }
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new UserErrorException(
            "compose " + arguments[0] + " ended with exit code " + exitCode);
      }
      return output;
    } catch (IOException e) {
      throw new UserErrorException("cannot run " + command.getFirst() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserErrorException("interrupted during compose " + arguments[0]);
    }
  }
}
