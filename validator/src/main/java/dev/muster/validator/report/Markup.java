package dev.muster.validator.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Text and numbers as a page shows them.
final class Markup {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final long MICROS_PER_S = 1_000_000;

  private Markup() {}

  /// Text between tags or within a quoted attribute.
  static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// A number and its noun, which takes an s.
  static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  static String time(long micros) {
    return TIME.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)) + " UTC";
  }

  /// A duration with a unit that fits.
  static String duration(long micros) {
    double seconds = (double) micros / MICROS_PER_S;
    double size = Math.abs(seconds);
    if (size < 1) {
      return trimmed(seconds * 1_000) + " ms";
    }
    if (size < 120) {
      return trimmed(seconds) + " s";
    }
    if (size < 7_200) {
      return trimmed(seconds / 60) + " min";
    }
    return size < 172_800 ? trimmed(seconds / 3_600) + " h" : trimmed(seconds / 86_400) + " d";
  }

  /// With one decimal, if it has one.
  static String trimmed(double number) {
    String text = String.format(Locale.ROOT, "%,.1f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /// A share of a whole.
  static String percent(long part, long whole) {
    return whole == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }
}
