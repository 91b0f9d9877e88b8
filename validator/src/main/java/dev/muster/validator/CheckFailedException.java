package dev.muster.validator;

/// There is no verdict, good or bad: the database could not be asked. The message is one line for
/// people.
public final class CheckFailedException extends RuntimeException {
  public CheckFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  public CheckFailedException(String message) {
    super(message);
  }
}
