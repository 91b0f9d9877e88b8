package dev.muster.schemas.webhook;

import dev.muster.schemas.wire.Json;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.MalformedJsonException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Headers that an endpoint's owner wants on each POST, such as `authorization`. They can hold
/// credentials, so they are kept sealed.
public final class CustomHeaders {
  /// Headers at most.
  public static final int COUNT_MAX = 20;

  /// Characters of one value at most.
  public static final int VALUE_LENGTH_MAX = 2_000;

  private static final int NAME_LENGTH_MAX = 100;
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

  // What frames the message, routes it or says how it is read is ours, and so is what proves it.
  private static final Set<String> FORBIDDEN =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "cookie",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent",
          "via");
  private static final String[] FORBIDDEN_PREFIXES = {
    "webhook-", "proxy-", "sec-", "x-forwarded-", ":"
  };

  private CustomHeaders() {}

  /// Why these headers cannot be sent, or null if they can.
  public static @Nullable String objection(Map<String, String> headers) {
    if (headers.size() > COUNT_MAX) {
      return "at most " + COUNT_MAX + " headers";
    }
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.length() > NAME_LENGTH_MAX || !NAME.matcher(name).matches()) {
        return "a header's name is 1 to " + NAME_LENGTH_MAX + " characters of an HTTP token";
      }
      if (isForbidden(name)) {
        return "header " + name + " cannot be set";
      }
      String value = header.getValue();
      if (value.length() > VALUE_LENGTH_MAX || !VALUE.matcher(value).matches()) {
        return "the value of header "
            + name
            + " is 1 to "
            + VALUE_LENGTH_MAX
            + " printable ASCII characters, without spaces around it";
      }
    }
    return null;
  }

  /// Whether a header of that name, in lower case, is not the owner's to set.
  private static boolean isForbidden(String name) {
    if (FORBIDDEN.contains(name)) {
      return true;
    }
    for (String prefix : FORBIDDEN_PREFIXES) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /// The form that is sealed: a JSON object of names and values.
  public static byte[] encode(Map<String, String> headers) {
    return Json.bytes(json -> headers.forEach(json::writeStringProperty));
  }

  /// Reads what [#encode] wrote, sorted by name.
  ///
  /// @throws MalformedJsonException if it is not that
  public static Map<String, String> decode(byte[] encoded) throws MalformedJsonException {
    JsonFields fields = JsonFields.parse(encoded);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : fields.names()) {
      headers.put(name, fields.requiredText(name));
    }
    return headers;
  }
}
