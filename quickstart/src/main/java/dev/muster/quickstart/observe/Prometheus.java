package dev.muster.quickstart.observe;

import dev.muster.quickstart.system.Ports;
import dev.muster.quickstart.system.UserErrorException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The Prometheus of this machine, run beside a local system. It ends when this JVM ends, even by
/// `kill -9`.
final class Prometheus implements AutoCloseable {
  private static final String NAME = "prometheus";
  private static final String MISSING =
      "there is no prometheus on the PATH; on Debian: apt-get install --no-install-recommends"
          + " prometheus";
  private static final int STOP_SECONDS_MAX = 15;

  /// Becomes the server, and leaves a reader behind that ends it once the pipe, which only this JVM
  /// holds open, does. Ctrl-C reaches the whole process group; this JVM decides when to stop.
  private static final String SCRIPT =
      """
      trap '' INT
      exec 3<&0
      (read -r _ <&3; kill $$ 2>/dev/null) &
      exec "$@" 3<&- </dev/null
      """;

  private final Process process;
  private final Path log;
  private final URI uri;

  private Prometheus(Process process, Path log, URI uri) {
    this.process = process;
    this.log = log;
    this.uri = uri;
  }

  /// The program on the PATH.
  ///
  /// @throws UserErrorException if there is none
  static Path installed() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, NAME))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new UserErrorException(MISSING));
  }

  /// Starts it on a free port, without waiting for it.
  ///
  /// @param directory for its configuration, data and log
  /// @throws UserErrorException if there is none on the PATH
  static Prometheus start(Path directory, String configuration) {
    Path program = installed();
    String address = "127.0.0.1:" + Ports.free();
    try {
      Files.createDirectories(directory);
      Path file = directory.resolve("prometheus.yml");
      Files.writeString(file, configuration);
      Path log = directory.resolve("prometheus.log");
      List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh"));
      command.add(program.toString());
      command.add("--config.file=" + file);
      command.add("--storage.tsdb.path=" + directory.resolve("data"));
      command.add("--web.listen-address=" + address);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new Prometheus(process, log, URI.create("http://" + address));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start Prometheus", e);
    }
  }

  URI uri() {
    return uri;
  }

  Path log() {
    return log;
  }

  /// Does nothing while it runs.
  ///
  /// @throws UserErrorException if it has ended
  void requireAlive() {
    if (!process.isAlive()) {
      throw new UserErrorException("Prometheus has ended; its log is " + log);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
