package dev.muster.ingest.http;

import dev.muster.ingest.request.IdempotencyKey;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.MalformedJsonException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request as its endpoint sees it.
///
/// @param pattern the route it came by, such as `/v1/players/{id}`
/// @param idText what stands for `{id}` in the path, or the empty string
record Call(HttpServletRequest request, String pattern, String idText) {
  /// Size of the body of a single command.
  static final int COMMAND_BYTES_MAX = 16 * 1024;

  /// The id in the path.
  ///
  /// @throws Refused if it is not a UUID
  UUID id() throws Refused {
    UUID id = JsonFields.parseUuid(idText);
    if (id == null) {
      throw new Refused(
          Problem.ofField(
              ProblemType.INVALID_PARAMETER, "id", "The id in the path must be a UUID"));
    }
    return id;
  }

  /// The body of a single command.
  ///
  /// @throws Refused if it is not one JSON object in at most [#COMMAND_BYTES_MAX] bytes
  JsonFields fields() throws Refused, IOException {
    try {
      return JsonFields.parse(RequestBody.read(request, COMMAND_BYTES_MAX));
    } catch (MalformedJsonException e) {
      throw new Refused(e);
    }
  }

  /// The caller's idempotency key, or null. Its scope is the method and the thing it works on.
  ///
  /// @throws Refused if it was sent but cannot be a key
  @Nullable IdempotencyKey idempotencyKey() throws Refused {
    String value = IdempotencyKeyHeader.read(request);
    if (value == null) {
      return null;
    }
    UUID id = idText.isEmpty() ? null : id();
    // The id in its canonical form: another spelling of it is no other thing.
    String operation = request.getMethod() + " " + pattern + (id == null ? "" : " " + id);
    return new IdempotencyKey(operation, value);
  }
}
