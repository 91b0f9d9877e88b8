package dev.muster.worker.intake;

/// The broker does not answer; it may later.
final class LogUnavailableException extends Exception {
  LogUnavailableException(Throwable cause) {
    super(cause);
  }
}
