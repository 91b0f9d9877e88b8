package dev.muster.schemas.command;

import org.jspecify.annotations.Nullable;

/// Bounds checks shared by the commands; the message starts with the field's name.
final class Checks {
  private Checks() {}

  static void range(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(field + " must be from " + min + " to " + max);
    }
  }

  static void text(String field, @Nullable String value, int lengthMax) {
    if (value == null) {
      return;
    }
    if (value.isBlank() || value.codePointCount(0, value.length()) > lengthMax) {
      throw new IllegalArgumentException(
          field + " must have 1 to " + lengthMax + " characters that are not all blank");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean loneSurrogate =
          Character.isSurrogate(c)
              && !(Character.isHighSurrogate(c)
                  && i + 1 < value.length()
                  && Character.isLowSurrogate(value.charAt(i + 1)));
      // PostgreSQL text holds neither NUL nor half a character.
      if (Character.isISOControl(c) || loneSurrogate) {
        throw new IllegalArgumentException(field + " must not contain control characters");
      }
      if (Character.isHighSurrogate(c)) {
        i++;
      }
    }
  }
}
