package dev.muster.schemas.wire;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// JSON that is not what its reader asked for. The message is for people and names the field; it
/// never repeats the input.
public final class MalformedJsonException extends Exception {
  private static final int LENGTH_MAX = 200;
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

  private final @Nullable String field;

  public MalformedJsonException(@Nullable String field, String message) {
    super(printable(message));
    this.field = field == null ? null : printable(field);
  }

  /// A field's name is the sender's text: it must be safe to store, to log and to show.
  private static String printable(String text) {
    String shown = text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX) + "...";
    return UNPRINTABLE.matcher(shown).replaceAll("?");
  }

  /// The offending field, or null when the document as a whole is wrong.
  public @Nullable String field() {
    return field;
  }
}
