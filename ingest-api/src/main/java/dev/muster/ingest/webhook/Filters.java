package dev.muster.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.ingest.http.Problem;
import dev.muster.ingest.http.ProblemType;
import dev.muster.ingest.http.Refused;
import dev.muster.schemas.wire.Json;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.MalformedJsonException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The filters in a list's query, each at most once.
final class Filters {
  private final Map<String, String> values;

  private Filters(Map<String, String> values) {
    this.values = values;
  }

  /// Reads the parameters of these names; the others are the page's.
  ///
  /// @throws Refused if one is there twice, or is not well encoded
  static Filters of(HttpServletRequest request, Set<String> names) throws Refused {
    Map<String, String> values = new HashMap<>();
    String query = request.getQueryString();
    for (String parameter :
        query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String[] parts = parameter.split("=", 2);
      if (names.contains(parts[0]) && values.put(parts[0], decode(parts)) != null) {
        throw refused(parts[0], " must be there once");
      }
    }
    return new Filters(values);
  }

  private static String decode(String[] parts) throws Refused {
    try {
      return parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8);
    } catch (IllegalArgumentException e) {
      throw refused(parts[0], " is not well encoded");
    }
  }

  @Nullable UUID uuid(String name) throws Refused {
    String text = values.get(name);
    if (text == null) {
      return null;
    }
    UUID id = JsonFields.parseUuid(text);
    if (id == null) {
      throw refused(name, " must be a UUID");
    }
    return id;
  }

  @Nullable Instant time(String name) throws Refused {
    String text = values.get(name);
    if (text == null) {
      return null;
    }
    try {
      // The one reader of times, which is strict.
      return JsonFields.parse(Json.bytes(json -> json.writeStringProperty(name, text))).time(name);
    } catch (MalformedJsonException e) {
      throw refused(name, " must be an RFC 3339 time");
    }
  }

  @Nullable String oneOf(String name, List<String> allowed) throws Refused {
    String text = values.get(name);
    if (text != null && !allowed.contains(text)) {
      throw refused(name, " must be one of " + String.join(", ", allowed));
    }
    return text;
  }

  private static Refused refused(String name, String what) {
    return new Refused(Problem.ofField(ProblemType.INVALID_PARAMETER, name, name + what));
  }
}
