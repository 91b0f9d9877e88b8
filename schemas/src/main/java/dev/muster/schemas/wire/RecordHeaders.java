package dev.muster.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.Unenrolled;
import dev.muster.schemas.webhook.WebhookCommandEnvelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/// CloudEvents 1.0 in Kafka's binary mode: the attributes as headers, the data as the record's
/// value. The request id travels in a header of its own, so that even an unreadable value has a
/// name.
public final class RecordHeaders {
  /// Header with the request id in its canonical text form.
  public static final String REQUEST_ID = "muster_request_id";

  private static final String TRACEPARENT = "traceparent";

  /// The CloudEvents type of every command to a webhook endpoint.
  public static final String WEBHOOK_COMMAND = "dev.muster.webhook.command.v1";

  private static final Header SPEC_VERSION = header("ce_specversion", "1.0");
  private static final Header CONTENT_TYPE = header("content-type", "application/json");
  private static final Header COMMAND_SOURCE = header("ce_source", "/muster/ingest-api");
  private static final Header RESULT_SOURCE = header("ce_source", "/muster/enrollment-worker");

  private RecordHeaders() {}

  /// Headers of a command.
  ///
  /// @param time when the API accepted it; the broker's append time stays the one that counts
  public static List<Header> of(CommandEnvelope envelope, Instant time) {
    return headers(
        COMMAND_SOURCE, envelope.requestId(), envelope.command().type().eventType(), time);
  }

  /// Headers of a command to a webhook endpoint; its operation is its request.
  ///
  /// @param time when the API accepted it
  public static List<Header> of(WebhookCommandEnvelope envelope, Instant time) {
    return headers(COMMAND_SOURCE, envelope.operationId(), WEBHOOK_COMMAND, time);
  }

  /// Headers of a result.
  public static List<Header> of(Result result) {
    return headers(
        RESULT_SOURCE, result.header().requestId(), eventType(result), result.header().decidedAt());
  }

  /// The same, and the trace that it belongs to (CloudEvents' distributed tracing extension has it
  /// under the same name as HTTP).
  ///
  /// @param traceparent W3C Trace Context, or null if nobody samples it
  public static List<Header> traced(List<Header> headers, @Nullable String traceparent) {
    if (traceparent == null) {
      return headers;
    }
    List<Header> traced = new ArrayList<>(headers);
    traced.add(header(TRACEPARENT, traceparent));
    return traced;
  }

  /// The CloudEvents type of a result.
  public static String eventType(Result result) {
    return switch (result) {
      case Enrolled _ -> "dev.muster.enrollment.enrolled.v1";
      case Unenrolled _ -> "dev.muster.enrollment.unenrolled.v1";
      case Accepted _ -> "dev.muster.command.accepted.v1";
      case Rejected _ -> "dev.muster.command.rejected.v1";
    };
  }

  /// The request id a record's headers name, or null when they name none that is well formed.
  public static @Nullable UUID requestId(Headers headers) {
    Header header = headers.lastHeader(REQUEST_ID);
    return header == null || header.value() == null
        ? null
        : JsonFields.parseUuid(new String(header.value(), UTF_8));
  }

  private static List<Header> headers(Header source, UUID id, String type, Instant time) {
    String text = id.toString();
    return List.of(
        header("ce_id", text),
        SPEC_VERSION,
        header("ce_type", type),
        source,
        header("ce_time", Rfc3339.format(time)),
        CONTENT_TYPE,
        header(REQUEST_ID, text));
  }

  private static Header header(String key, String value) {
    return new RecordHeader(key, value.getBytes(UTF_8));
  }
}
