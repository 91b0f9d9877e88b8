package dev.muster.quickstart.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Signals that Java's process API does not know.
final class Signals {
  private Signals() {}

  /// Whether a process is held by SIGSTOP, by what the system says of it.
  static boolean isStopped(long pid) {
    try {
      Process ps =
          new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(pid))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String state = new String(ps.getInputStream().readAllBytes(), UTF_8).strip();
      return state.startsWith("T");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends a signal by its name without `SIG`; a process that is gone already is no error.
  static void send(String signal, long pid) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
