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
/// @param exchange what it arrived in and is answered by
/// @param pattern the route it came by, such as `/v1/players/{id}`
/// @param idText what stands for `{id}` in the path, or the empty string
/// @param itemText what stands for `{item}` in the path, or the empty string
public record Call(Exchange exchange, String pattern, String idText, String itemText) {
  /// Size of the body of a single command.
  static final int COMMAND_BYTES_MAX = 16 * 1024;

  public HttpServletRequest request() {
    return exchange.request();
  }

  /// The id in the path.
  ///
  /// @throws Refused if it is not a UUID
  public UUID id() throws Refused {
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
  public JsonFields fields() throws Refused, IOException {
    try {
      return JsonFields.parse(RequestBody.read(request(), COMMAND_BYTES_MAX));
    } catch (MalformedJsonException e) {
      throw new Refused(e);
    }
  }

  /// The id of the item in the path.
  ///
  /// @throws Refused if it is not a UUID
  public UUID item() throws Refused {
    UUID id = JsonFields.parseUuid(itemText);
    if (id == null) {
      throw new Refused(
          Problem.ofField(
              ProblemType.INVALID_PARAMETER, "item", "The second id in the path must be a UUID"));
    }
    return id;
  }

  /// The body of a command that can do without one.
  ///
  /// @throws Refused if there is one that is not a JSON object
  public JsonFields optionalFields() throws Refused, IOException {
    boolean empty =
        request().getContentLengthLong() == 0
            || (request().getContentLengthLong() < 0
                && request().getHeader("Transfer-Encoding") == null);
    if (!empty) {
      return fields();
    }
    try {
      return JsonFields.parse(new byte[] {'{', '}'});
    } catch (MalformedJsonException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The caller's idempotency key, or null. Its scope is the method and the thing it works on.
  ///
  /// @throws Refused if it was sent but cannot be a key
  @Nullable IdempotencyKey idempotencyKey() throws Refused {
    String value = IdempotencyKeyHeader.read(request());
    if (value == null) {
      return null;
    }
    UUID id = idText.isEmpty() ? null : id();
    // The id in its canonical form: another spelling of it is no other thing.
    String operation = request().getMethod() + " " + pattern + (id == null ? "" : " " + id);
    return new IdempotencyKey(operation, value);
  }
}
