package dev.muster.quickstart.observe;

/// Prometheus refused an expression; the message is its own.
final class PromQlException extends Exception {
  private static final long serialVersionUID = 1L;

  PromQlException(String message) {
    super(message);
  }
}
