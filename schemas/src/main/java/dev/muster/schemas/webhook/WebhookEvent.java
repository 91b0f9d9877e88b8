package dev.muster.schemas.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.StatusCodec;
import java.time.Instant;
import java.util.UUID;

/// Something that endpoints are told.
///
/// @param eventId the request whose decision it is; of a test event, the operation that asked for
///     it
/// @param timestamp when it happened, the same on every retry
/// @param data a JSON value: the status document of the request
public record WebhookEvent(UUID eventId, EventType type, Instant timestamp, String data) {
  /// What a decided request tells.
  public static WebhookEvent of(EventType type, Result result) {
    return new WebhookEvent(
        result.header().requestId(),
        type,
        result.header().decidedAt(),
        new String(StatusCodec.encode(result), UTF_8));
  }
}
