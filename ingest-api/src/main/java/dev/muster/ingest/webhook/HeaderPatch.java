package dev.muster.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.ingest.http.Refused;
import dev.muster.schemas.webhook.CustomHeaders;
import dev.muster.schemas.wire.Json;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.MalformedJsonException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Headers to set and, where a value is null, to remove. Names lose their case, so that a header is
/// one header however it is spelled.
final class HeaderPatch {
  private HeaderPatch() {}

  /// Reads it as the JSON object that is sealed.
  ///
  /// @throws Refused if one of them could never be sent
  static String read(JsonFields fields) throws Refused, MalformedJsonException {
    Map<String, @Nullable String> patch = new TreeMap<>();
    Map<String, String> set = new LinkedHashMap<>();
    for (String name : fields.names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      String value = fields.text(name);
      if (patch.containsKey(lower)) {
        throw Endpoints.refused("headers", "must name each header once");
      }
      patch.put(lower, value);
      if (value != null) {
        set.put(lower, value);
      }
    }
    String objection = CustomHeaders.objection(set);
    if (objection != null) {
      throw Endpoints.refused("headers", "are refused: " + objection);
    }
    byte[] json =
        Json.bytes(
            out ->
                patch.forEach(
                    (name, value) -> {
                      if (value == null) {
                        out.writeNullProperty(name);
                      } else {
                        out.writeStringProperty(name, value);
                      }
                    }));
    return new String(json, UTF_8);
  }
}
