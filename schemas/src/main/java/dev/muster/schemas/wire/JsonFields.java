package dev.muster.schemas.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// One small JSON object, read strictly: each field at most once, of exactly the asked type,
/// nothing left over; null is the same as absent. Read every field that is allowed, then call
/// [#end].
///
/// Strictness is the point: a field that is ignored today is a condition that is ignored, and a
/// number that is guessed from text is a price that is guessed.
public final class JsonFields {
  private static final int UUID_TEXT_LENGTH = 36;

  /// Stands for null.
  private static final Object ABSENT = new Object();

  private static final JsonFactory JSON =
      Json.FACTORY
          .rebuild()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(8).maxNumberLength(32).build())
          .build();

  private static final JsonFactory STREAMS =
      JSON.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String path;
  private final Map<String, Object> values;

  private JsonFields(String path, Map<String, Object> values) {
    this.path = path;
    this.values = values;
  }

  /// Reads a document that must be one JSON object and nothing else.
  ///
  /// @throws MalformedJsonException if it is not
  public static JsonFields parse(byte[] json) throws MalformedJsonException {
    return parse(json, json.length);
  }

  /// Reads the first `length` bytes as one JSON object and nothing else.
  ///
  /// @throws MalformedJsonException if they are not
  public static JsonFields parse(byte[] json, int length) throws MalformedJsonException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json, 0, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedJsonException(null, "must be a JSON object");
      }
      var fields = new JsonFields("", readObject(parser, ""));
      if (parser.nextToken() != null) {
        throw new MalformedJsonException(null, "must be one JSON object with nothing behind it");
      }
      return fields;
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  /// Reads the object the parser stands on (its current token is the opening brace).
  ///
  /// @param path prefix of the field names in messages, such as `requests[3].`
  /// @throws MalformedJsonException if it is not an object of plain values and small objects
  public static JsonFields read(JsonParser parser, String path) throws MalformedJsonException {
    try {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new MalformedJsonException(path, path + " must be a JSON object");
      }
      return new JsonFields(path, readObject(parser, path));
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  /// A parser with the same strictness, for documents that are read as a stream.
  public static JsonParser parser(byte[] json) {
    return STREAMS.createParser(ObjectReadContext.empty(), json);
  }

  /// What to tell the sender of text that is not JSON.
  public static MalformedJsonException malformed(JacksonException cause) {
    var at = cause.getLocation();
    String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return new MalformedJsonException(null, "is not well-formed JSON" + where);
  }

  private static Map<String, Object> readObject(JsonParser parser, String path)
      throws MalformedJsonException {
    var values = HashMap.<String, Object>newHashMap(8);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      Object value =
          switch (token) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> {
              if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw new MalformedJsonException(path + name, path + name + " is out of range");
              }
              yield parser.getLongValue();
            }
            case START_OBJECT -> readObject(parser, path + name + ".");
            case START_ARRAY -> readTexts(parser, path + name);
            case VALUE_NULL -> null;
            case null, default ->
                throw new MalformedJsonException(
                    path + name, path + name + " has a value of the wrong type");
          };
      // A null is kept: it says "absent" of a known field, but an unknown one is still refused.
      if (values.putIfAbsent(name, value == null ? ABSENT : value) != null) {
        // Two values for one name: which of them its sender meant, nobody can say.
        throw new MalformedJsonException(
            null, "is not well-formed JSON: a field of one name occurs twice");
      }
    }
    return values;
  }

  private static Texts readTexts(JsonParser parser, String name) throws MalformedJsonException {
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw new MalformedJsonException(name, name + " has a value of the wrong type");
      }
      texts.add(parser.getString());
    }
    return new Texts(List.copyOf(texts));
  }

  private record Texts(List<String> values) {}

  /// An integer, or null when absent.
  public @Nullable Long integer(String name) throws MalformedJsonException {
    return take(name, Long.class, "an integer");
  }

  /// An integer that fits `int`.
  public int requiredInt(String name) throws MalformedJsonException {
    long value = require(name, integer(name));
    if (value != (int) value) {
      throw new MalformedJsonException(path + name, path + name + " is out of range");
    }
    return (int) value;
  }

  /// An integer.
  public long requiredLong(String name) throws MalformedJsonException {
    return require(name, integer(name));
  }

  /// Text, or null when absent.
  public @Nullable String text(String name) throws MalformedJsonException {
    return take(name, String.class, "a string");
  }

  /// An array of texts, or null when absent.
  public @Nullable List<String> texts(String name) throws MalformedJsonException {
    Texts texts = take(name, Texts.class, "an array of strings");
    return texts == null ? null : texts.values();
  }

  /// Text.
  public String requiredText(String name) throws MalformedJsonException {
    return require(name, text(name));
  }

  /// A UUID in its canonical text form, or null when absent.
  public @Nullable UUID uuid(String name) throws MalformedJsonException {
    String text = text(name);
    if (text == null) {
      return null;
    }
    UUID uuid = parseUuid(text);
    if (uuid == null) {
      throw new MalformedJsonException(path + name, path + name + " must be a UUID");
    }
    return uuid;
  }

  /// A UUID in its canonical text form.
  public UUID requiredUuid(String name) throws MalformedJsonException {
    return require(name, uuid(name));
  }

  /// Canonical text to UUID, or null for anything else (`UUID.fromString` takes much more).
  public static @Nullable UUID parseUuid(String text) {
    if (text.length() != UUID_TEXT_LENGTH) {
      return null;
    }
    for (int i = 0; i < UUID_TEXT_LENGTH; i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
        return null;
      }
    }
    return UUID.fromString(text);
  }

  /// An RFC 3339 time, cut to microseconds (what the database keeps), or null when absent. Leap
  /// seconds are refused: no clock here could keep them apart from the second before.
  public @Nullable Instant time(String name) throws MalformedJsonException {
    String text = text(name);
    if (text == null) {
      return null;
    }
    Instant time = Rfc3339.parse(text);
    if (time != null) {
      return time;
    }
    throw new MalformedJsonException(
        path + name, path + name + " must be an RFC 3339 time from 1970 to 9999");
  }

  /// An RFC 3339 time.
  public Instant requiredTime(String name) throws MalformedJsonException {
    return require(name, time(name));
  }

  /// One of an enum's names, or null when absent.
  public <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type)
      throws MalformedJsonException {
    String text = text(name);
    if (text == null) {
      return null;
    }
    E[] constants = type.getEnumConstants();
    for (E constant : constants) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw new MalformedJsonException(
        path + name, path + name + " must be one of " + Arrays.toString(constants));
  }

  /// One of an enum's names.
  public <E extends Enum<E>> E requiredOneOf(String name, Class<E> type)
      throws MalformedJsonException {
    return require(name, oneOf(name, type));
  }

  /// A nested object, or null when absent.
  @SuppressWarnings("unchecked")
  public @Nullable JsonFields object(String name) throws MalformedJsonException {
    Map<String, Object> nested = take(name, Map.class, "an object");
    return nested == null ? null : new JsonFields(path + name + ".", nested);
  }

  /// The names of the fields that were not read yet, sorted.
  public SortedSet<String> names() {
    return new TreeSet<>(values.keySet());
  }

  /// Refuses what was not asked for.
  ///
  /// @throws MalformedJsonException if a field is left over
  public void end() throws MalformedJsonException {
    if (!values.isEmpty()) {
      String name = path + values.keySet().stream().sorted().iterator().next();
      throw new MalformedJsonException(name, name + " is not a known field");
    }
  }

  private <T> @Nullable T take(String name, Class<T> type, String what)
      throws MalformedJsonException {
    Object value = values.remove(name);
    if (value == null || value == ABSENT) {
      return null;
    }
    if (!type.isInstance(value)) {
      throw new MalformedJsonException(path + name, path + name + " must be " + what);
    }
    return type.cast(value);
  }

  private <T> T require(String name, @Nullable T value) throws MalformedJsonException {
    if (value == null) {
      throw new MalformedJsonException(path + name, path + name + " is required");
    }
    return value;
  }
}
