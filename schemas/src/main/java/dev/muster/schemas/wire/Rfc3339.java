package dev.muster.schemas.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as text, read strictly.
final class Rfc3339 {
  private static final Instant MIN = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999999Z");

  // Instant.parse alone takes less (no lower case) and more (24:00, leap seconds, bare hour
  // offsets).
  private static final Pattern FORM =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?"
              + "([Zz]|[+-][0-9]{2}:[0-9]{2})");

  private Rfc3339() {}

  /// A time from 1970 to 9999, cut to microseconds (what the database keeps), or null for anything
  /// else.
  static @Nullable Instant parse(String text) {
    try {
      if (FORM.matcher(text).matches()) {
        Instant time = Instant.parse(text.toUpperCase(Locale.ROOT)).truncatedTo(ChronoUnit.MICROS);
        return time.isBefore(MIN) || time.isAfter(MAX) ? null : time;
      }
    } catch (DateTimeException ignored) {
      // A form that is right and a date that is not.
    }
    return null;
  }
}
