package dev.muster.quickstart.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Stops PostgreSQL when this JVM dies without stopping it. The server is no child of ours, so a
/// small shell waits for the end of a pipe that only this JVM holds open, and then asks for a fast
/// shutdown.
final class PostgresGuard implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      read -r _
      pid=$(head -n 1 "$1" 2>/dev/null) && kill -INT "$pid"
      """;

  private final Process shell;

  private PostgresGuard(Process shell) {
    this.shell = shell;
  }

  static PostgresGuard start(Path dataDirectory) {
    String pidFile = dataDirectory.resolve("postmaster.pid").toString();
    try {
      return new PostgresGuard(
          new ProcessBuilder("/bin/sh", "-c", SCRIPT, "sh", pidFile)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
