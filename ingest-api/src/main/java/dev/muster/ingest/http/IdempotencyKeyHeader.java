package dev.muster.ingest.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `Idempotency-Key` header: a Structured-Field string (quoted, with `\"` and `\\`), or the
/// bare characters that most clients send. Both spellings of a key are the same key.
final class IdempotencyKeyHeader {
  private static final String NAME = "Idempotency-Key";
  private static final int LENGTH_MAX = 255;

  private IdempotencyKeyHeader() {}

  /// The key, or null when none was sent.
  ///
  /// @throws Refused if it was sent but cannot be a key
  static @Nullable String read(HttpServletRequest request) throws Refused {
    if (request.getHeader(NAME) == null) {
      return null;
    }
    List<String> values = Collections.list(request.getHeaders(NAME));
    String key = values.size() == 1 ? parse(values.getFirst().strip()) : null;
    if (key == null || key.isEmpty() || key.length() > LENGTH_MAX) {
      throw new Refused(
          ProblemType.INVALID_IDEMPOTENCY_KEY,
          "Send one Idempotency-Key of 1 to " + LENGTH_MAX + " printable ASCII characters");
    }
    return key;
  }

  static @Nullable String parse(String value) {
    if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      return null;
    }
    return value.startsWith("\"") ? unquote(value) : value;
  }

  private static @Nullable String unquote(String value) {
    var key = new StringBuilder(value.length());
    for (int i = 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        // Nothing may follow the closing quote: parameters have no meaning here.
        return i == value.length() - 1 ? key.toString() : null;
      }
      if (c == '\\') {
        i++;
        if (i == value.length() || (value.charAt(i) != '"' && value.charAt(i) != '\\')) {
          return null;
        }
      }
      key.append(value.charAt(i));
    }
    return null;
  }
}
