package dev.muster.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes JSON objects; a null property is left out.
public final class Json {
  /// What all documents here are read and written with.
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(new Recyclers(Runtime.getRuntime().availableProcessors()))
          .build();

  private static final int BYTES_INITIAL = 512;

  private Json() {}

  /// One object as UTF-8.
  public static byte[] bytes(Consumer<JsonGenerator> properties) {
    var out = new ByteArrayOutputStream(BYTES_INITIAL);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      properties.accept(json);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  public static void uuid(JsonGenerator json, String name, @Nullable UUID value) {
    if (value != null) {
      json.writeStringProperty(name, value.toString());
    }
  }

  public static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }

  public static void integer(JsonGenerator json, String name, @Nullable Long value) {
    if (value != null) {
      json.writeNumberProperty(name, value);
    }
  }

  /// RFC 3339 in UTC.
  public static void time(JsonGenerator json, String name, @Nullable Instant value) {
    if (value != null) {
      json.writeStringProperty(name, Rfc3339.format(value));
    }
  }
}
