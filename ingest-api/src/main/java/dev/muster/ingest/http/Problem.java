package dev.muster.ingest.http;

import dev.muster.schemas.wire.Json;
import dev.muster.schemas.wire.MalformedJsonException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// One error document (RFC 9457). It never repeats input and never shows an exception.
///
/// @param detail for people to read
/// @param headers to send with it
/// @param members writes further members
public record Problem(
    ProblemType type, String detail, Map<String, String> headers, Consumer<JsonGenerator> members) {

  // Names of fields are ours unless somebody made one up; what looks like none of ours stays out.
  private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9.\\[\\]]{0,60}");

  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, Map.of(), _ -> {});
  }

  /// A problem with one value of the request.
  public static Problem ofField(ProblemType type, String field, String message) {
    return new Problem(type, message, Map.of(), json -> error(json, field, message));
  }

  /// A problem with the body.
  public static Problem of(MalformedJsonException malformed) {
    String field = malformed.field();
    String message = String.valueOf(malformed.getMessage());
    if (field == null) {
      return of(ProblemType.INVALID_BODY, "The body " + message);
    }
    if (!FIELD.matcher(field).matches()) {
      return of(ProblemType.INVALID_BODY, "The body has a field that is not known");
    }
    return ofField(ProblemType.INVALID_BODY, field, message);
  }

  private static void error(JsonGenerator json, String field, String message) {
    json.writeName("errors");
    json.writeStartArray();
    json.writeStartObject();
    json.writeStringProperty("field", field);
    json.writeStringProperty("message", message);
    json.writeEndObject();
    json.writeEndArray();
  }

  public Problem with(Map<String, String> moreHeaders) {
    return new Problem(type, detail, moreHeaders, members);
  }

  /// The same, as a part of a trace.
  Problem traced(@Nullable String traceId) {
    return traceId == null
        ? this
        : new Problem(
            type,
            detail,
            headers,
            members.andThen(json -> json.writeStringProperty("traceId", traceId)));
  }

  Answer answer() {
    return answer(UUID.randomUUID());
  }

  /// @param instance names this one occurrence, to be found in the log
  Answer answer(UUID instance) {
    byte[] body = document(type.uri(), type.title(), type.status(), detail, instance, members);
    return new Answer(type.status(), Answer.PROBLEM, headers, body);
  }

  /// The document itself.
  static byte[] document(
      String type,
      String title,
      int status,
      String detail,
      UUID instance,
      Consumer<JsonGenerator> members) {
    return Json.bytes(
        json -> {
          json.writeStringProperty("type", type);
          json.writeStringProperty("title", title);
          json.writeNumberProperty("status", status);
          json.writeStringProperty("detail", detail);
          json.writeStringProperty("instance", "urn:uuid:" + instance);
          members.accept(json);
        });
  }
}
