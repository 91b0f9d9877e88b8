package dev.muster.schemas.connection;

/// A setting turned out to be wrong once the other side was asked. Trying again would not help. The
/// message names the setting and is one for people.
public final class WrongSettingException extends RuntimeException {
  public WrongSettingException(String message) {
    super(message);
  }
}
