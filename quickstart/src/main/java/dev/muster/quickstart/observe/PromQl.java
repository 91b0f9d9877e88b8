package dev.muster.quickstart.observe;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// As much of the query language as it takes to find the names of metrics in an expression.
final class PromQl {
  /// One token: what cannot hold the name of a metric first, a name last.
  private static final Pattern TOKEN =
      Pattern.compile(
          """
          (?x)
            "(?:\\\\.|[^"\\\\])*" | '(?:\\\\.|[^'\\\\])*'          # a string
          | \\{ (?: "(?:\\\\.|[^"\\\\])*" | [^}"] )* \\}          # matchers of labels
          | \\[ [^\\]]* \\]                                     # a range
          | \\b (?: by | without | on | ignoring | group_left | group_right ) \\s* \\( [^)]* \\)
          | [0-9] [0-9a-zA-Z.]*                                 # a number or a duration
          | (?<name> [a-zA-Z_:] [a-zA-Z0-9_:]* )
            (?<call> (?= \\s* (?: \\( | (?: by | without ) \\b ) ) )?
          """);

  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

  private PromQl() {}

  /// The metrics that an expression reads, recorded ones included.
  static Set<String> metrics(String expression) {
    Set<String> metrics = new TreeSet<>();
    Matcher token = TOKEN.matcher(expression);
    while (token.find()) {
      String name = token.group("name");
      // "and (" and "or (" look like calls of functions and are none either.
      if (name != null
          && token.group("call") == null
          && !WORDS.contains(name.toLowerCase(Locale.ROOT))) {
        metrics.add(name);
      }
    }
    return metrics;
  }
}
