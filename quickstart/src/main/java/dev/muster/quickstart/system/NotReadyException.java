package dev.muster.quickstart.system;

import java.nio.file.Path;
import java.time.Duration;

/// A process runs but did not become ready in time. The message carries the end of its log.
public final class NotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotReadyException(String name, Duration waited, Path log) {
    super(
        "%s is not ready after %d s; the end of %s:%n%s"
            .formatted(name, waited.toSeconds(), log, LogTail.of(log)));
  }
}
