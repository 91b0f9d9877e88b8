package dev.muster.ingest.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The caller's `Prefer: wait=N` (RFC 7240).
///
/// @param waitSeconds how long the answer may take, 0 to [#WAIT_S_MAX]; what is more is cut to it
record Preference(int waitSeconds) {
  static final int WAIT_S_MAX = 30;

  private static final int DIGITS_MAX = 9;

  /// The wait asked for, or empty if there is none that can be understood. What else is preferred
  /// is ignored; of several waits the first counts.
  static Optional<Preference> of(HttpServletRequest request) {
    if (request.getHeader("Prefer") == null) {
      return Optional.empty();
    }
    return of(Collections.list(request.getHeaders("Prefer")));
  }

  static Optional<Preference> of(List<String> headers) {
    for (String header : headers) {
      for (String preference : split(header, ',')) {
        // Its parameters say nothing about a wait.
        String bare = split(preference, ';').getFirst();
        int equals = bare.indexOf('=');
        String name = equals < 0 ? bare : bare.substring(0, equals);
        if (name.strip().equalsIgnoreCase("wait")) {
          return equals < 0 ? Optional.empty() : seconds(bare.substring(equals + 1).strip());
        }
      }
    }
    return Optional.empty();
  }

  /// Parts a text, but not within its quoted strings.
  private static List<String> split(String text, char separator) {
    var parts = new ArrayList<String>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static Optional<Preference> seconds(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    String digits = quoted ? value.substring(1, value.length() - 1) : value;
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    return Optional.of(
        new Preference(
            digits.length() > DIGITS_MAX
                ? WAIT_S_MAX
                : Math.min(Integer.parseInt(digits), WAIT_S_MAX)));
  }

  /// The value of `Preference-Applied`.
  String applied() {
    return "wait=" + waitSeconds;
  }
}
