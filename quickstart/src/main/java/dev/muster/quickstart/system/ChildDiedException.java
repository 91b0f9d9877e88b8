package dev.muster.quickstart.system;

import java.nio.file.Path;

/// A process ended by itself although it should be running. The message carries its exit code and
/// the end of its log.
public final class ChildDiedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChildDiedException(String name, int exitCode, Path log) {
    super(
        "%s ended with exit code %d; the end of %s:%n%s"
            .formatted(name, exitCode, log, LogTail.of(log)));
  }
}
