package dev.muster.ingest.log;

/// The log did not take the command: it was never reached, its topics are not yet verified, or it
/// takes no more for now.
public final class LogUnavailableException extends Exception {
  LogUnavailableException(String message) {
    super(message);
  }
}
