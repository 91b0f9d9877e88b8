package dev.muster.schemas.wire;

import org.jspecify.annotations.Nullable;

/// JSON that is not what its reader asked for. The message is for people and names the field; it
/// never repeats the input.
public final class MalformedJsonException extends Exception {
  private final @Nullable String field;

  public MalformedJsonException(@Nullable String field, String message) {
    super(message);
    this.field = field;
  }

  /// The offending field, or null when the document as a whole is wrong.
  public @Nullable String field() {
    return field;
  }
}
