package dev.muster.schemas.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as text: written in UTC, read strictly. Every record has several, so the form that is
/// written here is read without a detour; all others go through the library.
final class Rfc3339 {
  private static final Instant MIN = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final int SECONDS_A_DAY = 86_400;
  private static final int NO_NUMBER = -1;

  /// Where the seconds end.
  private static final int WHOLE_LENGTH = "1970-01-01T00:00:00".length();

  // Instant.parse alone takes less (no lower case) and more (24:00, leap seconds, bare hour
  // offsets).
  private static final Pattern FORM =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?"
              + "([Zz]|[+-][0-9]{2}:[0-9]{2})");

  private Rfc3339() {}

  /// The same text as [Instant#toString].
  static String format(Instant time) {
    if (time.isBefore(MIN) || time.isAfter(MAX)) {
      return time.toString();
    }
    var text = new byte[WHOLE_LENGTH + ".123456789Z".length()];
    LocalDate date = LocalDate.ofEpochDay(time.getEpochSecond() / SECONDS_A_DAY);
    int second = (int) (time.getEpochSecond() % SECONDS_A_DAY);
    put(text, 0, 4, '-', date.getYear());
    put(text, 5, 2, '-', date.getMonthValue());
    put(text, 8, 2, 'T', date.getDayOfMonth());
    put(text, 11, 2, ':', second / 3600);
    put(text, 14, 2, ':', second / 60 % 60);
    int nanos = time.getNano();
    int end = WHOLE_LENGTH;
    put(text, 17, 2, nanos == 0 ? 'Z' : '.', second % 60);
    if (nanos != 0) {
      int digits = nanos % 1_000 != 0 ? 9 : nanos % 1_000_000 != 0 ? 6 : 3;
      int fraction = digits == 9 ? nanos : digits == 6 ? nanos / 1_000 : nanos / 1_000_000;
      put(text, WHOLE_LENGTH + 1, digits, 'Z', fraction);
      end += 1 + digits;
    }
    return new String(text, 0, end + 1, StandardCharsets.ISO_8859_1);
  }

  /// Writes a number with leading zeros, and what comes behind it.
  private static void put(byte[] text, int from, int digits, char behind, int number) {
    text[from + digits] = (byte) behind;
    int rest = number;
    for (int i = from + digits - 1; i >= from; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /// A time from 1970 to 9999, cut to microseconds (what the database keeps), or null for anything
  /// else.
  static @Nullable Instant parse(String text) {
    Instant own = parseOwn(text);
    return own == null ? parseAny(text) : own;
  }

  /// Reads what [#format] writes; null for everything else, right or wrong.
  private static @Nullable Instant parseOwn(String text) {
    int last = text.length() - 1;
    boolean whole = last == WHOLE_LENGTH;
    if (last < WHOLE_LENGTH
        || last > WHOLE_LENGTH + 10
        || text.charAt(last) != 'Z'
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':'
        || (!whole && text.charAt(WHOLE_LENGTH) != '.')) {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    int micros = whole ? 0 : micros(text, WHOLE_LENGTH + 1, last);
    if (year < 1970
        || month < 1
        || month > 12
        || day < 1
        || day > YearMonth.of(year, month).lengthOfMonth()
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 59
        || micros < 0) {
      return null;
    }
    long seconds =
        LocalDate.of(year, month, day).toEpochDay() * SECONDS_A_DAY
            + hour * 3600L
            + minute * 60L
            + second;
    return Instant.ofEpochSecond(seconds, micros * 1_000L);
  }

  private static int micros(String text, int from, int to) {
    int number = number(text, from, Math.min(to, from + 6));
    if (to == from || number < 0 || (to > from + 6 && number(text, from + 6, to) < 0)) {
      return NO_NUMBER;
    }
    for (int digits = to - from; digits < 6; digits++) {
      number *= 10;
    }
    return number;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NO_NUMBER;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static @Nullable Instant parseAny(String text) {
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
