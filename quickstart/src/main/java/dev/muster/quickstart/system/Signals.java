package dev.muster.quickstart.system;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Signals that Java's process API does not know.
final class Signals {
  private Signals() {}

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
