package dev.muster.quickstart.system;

/// Something the person at the keyboard can put right. The message is all they are shown: one line
/// that names what is wrong and what to change.
public final class UserErrorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserErrorException(String message) {
    super(message);
  }
}
