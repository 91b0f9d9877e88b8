package dev.muster.ingest.log;

/// The log took no command, because it was never reached or its topics are not yet verified.
public final class LogUnavailableException extends Exception {
  LogUnavailableException(String message) {
    super(message);
  }
}
