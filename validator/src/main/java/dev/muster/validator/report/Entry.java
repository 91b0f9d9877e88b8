package dev.muster.validator.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One decided request of the tournament. Its text is its canonical form: thirteen words with one
/// blank between them, and `-` for what it does not have.
///
/// @param place among this tournament's requests in the order of the log, from 1
/// @param log which log it came from: 2 and more only if the topic was made anew
/// @param partition of the command topic
/// @param offset in the partition
/// @param submittedMicros when the broker appended it, in microseconds since 1970
/// @param waitMicros from then to its decision, whose time is another machine's: can be negative
/// @param type which command it was
/// @param request what stands for its id
/// @param player what stands for the player's id; null if it names none
/// @param outcome `ENROLLED`, `UNENROLLED`, `ACCEPTED` or `REJECTED`
/// @param reason why it was refused; null if it was not
/// @param charged credits, by an enrollment
/// @param refunded credits, by giving a seat back, or in total by a cancellation
record Entry(
    long place,
    int log,
    int partition,
    long offset,
    long submittedMicros,
    long waitMicros,
    String type,
    String request,
    @Nullable String player,
    String outcome,
    @Nullable String reason,
    @Nullable Long charged,
    @Nullable Long refunded) {

  private static final String NONE = "-";
  private static final String COUNT = "(0|[1-9][0-9]{0,17})";
  private static final Pattern TEXT =
      Pattern.compile(
          "C C C C C (0|-?[1-9][0-9]{0,17}) W A (-|A) W (-|W) (-|C) (-|C)"
              .replace("C", COUNT)
              .replace("W", "([A-Z_?]{1,64})")
              .replace("A", "([0-9a-f]{" + Salt.ALIAS_DIGITS + "})"));
  private static final Pattern NO_WORD = Pattern.compile("[^A-Z_]");

  /// Its canonical form.
  String text() {
    return place
        + " "
        + log
        + " "
        + partition
        + " "
        + offset
        + " "
        + submittedMicros
        + " "
        + waitMicros
        + " "
        + type
        + " "
        + request
        + " "
        + orNone(player)
        + " "
        + outcome
        + " "
        + orNone(reason)
        + " "
        + orNone(charged)
        + " "
        + orNone(refunded);
  }

  /// Reads a canonical form.
  ///
  /// @throws IllegalArgumentException if it is none
  static Entry parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("this is no entry: " + text);
    }
    String[] words = text.split(" ", -1);
    try {
      return new Entry(
          Long.parseLong(words[0]),
          Integer.parseInt(words[1]),
          Integer.parseInt(words[2]),
          Long.parseLong(words[3]),
          Long.parseLong(words[4]),
          Long.parseLong(words[5]),
          words[6],
          words[7],
          word(words[8]),
          words[9],
          word(words[10]),
          number(words[11]),
          number(words[12]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("this is no entry: " + text, e);
    }
  }

  /// A word of the database as one of the text: a guard that is gone could let anything in.
  static String asWord(String text) {
    return text.isEmpty() ? "?" : NO_WORD.matcher(text).replaceAll("?");
  }

  private static Object orNone(@Nullable Object value) {
    return value == null ? NONE : value;
  }

  private static @Nullable String word(String text) {
    return text.equals(NONE) ? null : text;
  }

  private static @Nullable Long number(String text) {
    return text.equals(NONE) ? null : Long.valueOf(text);
  }
}
