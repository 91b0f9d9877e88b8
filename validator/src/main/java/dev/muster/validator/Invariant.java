package dev.muster.validator;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One thing that must always hold, as one file: a head of `-- key: value` lines and a query that
/// returns a row per violation.
///
/// @param id short name, the same as in the file's name
/// @param everyMinute cheap enough to be checked every minute; the head line `-- every: minute`
/// @param meaning what holds when nothing is found, as one sentence
/// @param whatToDo advice to whoever has a finding
/// @param query returns the violations, all of them
public record Invariant(
    String id,
    Severity severity,
    boolean everyMinute,
    String meaning,
    String whatToDo,
    String query) {

  /// The setting that holds the beginning of the window.
  static final String SINCE = "muster.since";

  private static final Pattern HEAD_LINE = Pattern.compile("-- ([a-z ]+): (.+)");

  /// Reads a file.
  ///
  /// @throws IllegalArgumentException if its head is incomplete or its name is not its id
  static Invariant parse(String fileName, String text) {
    Map<String, String> head = new HashMap<>();
    Matcher line = HEAD_LINE.matcher(text);
    int end = 0;
    while (line.find() && line.start() <= end + 1) {
      head.put(line.group(1), line.group(2).strip());
      end = line.end();
    }
    var invariant =
        new Invariant(
            require(fileName, head, "id"),
            Severity.valueOf(require(fileName, head, "severity")),
            "minute".equals(head.getOrDefault("every", "")),
            require(fileName, head, "meaning"),
            require(fileName, head, "what to do"),
            text.substring(end).strip());
    String every = head.getOrDefault("every", "minute");
    if (!"minute".equals(every)) {
      throw new IllegalArgumentException(fileName + " says '-- every: " + every + "'");
    }
    if (!fileName.matches("[0-9]{2}-" + Pattern.quote(invariant.id()) + "[.]sql")) {
      throw new IllegalArgumentException(fileName + " must be named NN-" + invariant.id() + ".sql");
    }
    return invariant;
  }

  /// Looks only at what was decided since a moment, if the check says one.
  public boolean isWindowed() {
    return query.contains(SINCE);
  }

  private static String require(String fileName, Map<String, String> head, String key) {
    String value = head.get(key);
    if (value == null) {
      throw new IllegalArgumentException(fileName + " lacks the head line '-- " + key + ": ...'");
    }
    return value;
  }
}
