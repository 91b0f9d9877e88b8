package dev.muster.worker.simulation.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a statement. Casts are left out, names lose their quotes, and each `?` has its
/// number.
final class Tokens {
  private static final Pattern TOKEN =
      Pattern.compile("\\s+|(::\\w+(?:\\[\\])?)|('[^']*')|\"([^\"]+)\"|(\\w+)|(>=|<=|[=<>(),.?+])");

  private final String sql;
  private final List<String> words = new ArrayList<>();
  private int at;

  Tokens(String sql) {
    this.sql = sql;
    Matcher matcher = TOKEN.matcher(sql);
    int end = 0;
    int parameters = 0;
    while (end < sql.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new UnknownSqlException("cannot read '" + sql.substring(end) + "'", sql);
      }
      end = matcher.end();
      if (matcher.group(2) != null) {
        words.add(matcher.group(2));
      } else if (matcher.group(3) != null) {
        words.add(matcher.group(3));
      } else if (matcher.group(4) != null) {
        words.add(matcher.group(4).toLowerCase(Locale.ROOT));
      } else if (matcher.group(5) != null) {
        words.add(matcher.group(5).equals("?") ? "?" + parameters++ : matcher.group(5));
      }
    }
  }

  int position() {
    return at;
  }

  void goTo(int position) {
    at = position;
  }

  boolean atEnd() {
    return at == words.size();
  }

  String peek() {
    return atEnd() ? "" : words.get(at);
  }

  String next() {
    String word = peek();
    at++;
    return word;
  }

  /// Takes these words if they come next.
  boolean take(String phrase) {
    String[] wanted = phrase.split(" ", -1);
    for (int i = 0; i < wanted.length; i++) {
      if (at + i >= words.size() || !words.get(at + i).equalsIgnoreCase(wanted[i])) {
        return false;
      }
    }
    at += wanted.length;
    return true;
  }

  void expect(String phrase) {
    if (!take(phrase)) {
      throw unknown("expected '" + phrase + "'");
    }
  }

  /// Goes to just behind the next such word that is in no parentheses.
  void skipBehind(String word) {
    int depth = 0;
    while (!atEnd()) {
      String next = next();
      if (depth == 0 && next.equalsIgnoreCase(word)) {
        return;
      }
      depth += next.equals("(") ? 1 : next.equals(")") ? -1 : 0;
    }
    throw unknown("no '" + word + "'");
  }

  UnknownSqlException unknown(String why) {
    return new UnknownSqlException(why + " before '" + peek() + "'", sql);
  }
}
