package dev.muster.schemas.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.wire.Json;
import java.time.Instant;
import java.util.UUID;

/// The event that is sent on request, to try a receiver. It says nothing of any tournament.
public final class TestEvent {
  private TestEvent() {}

  /// The event of one operation.
  ///
  /// @param time when the operation was taken up
  public static WebhookEvent of(UUID endpointId, UUID operationId, Instant time) {
    byte[] data =
        Json.bytes(
            json -> {
              Json.uuid(json, "operationId", operationId);
              Json.uuid(json, "endpointId", endpointId);
            });
    return new WebhookEvent(operationId, EventType.TEST, time, new String(data, UTF_8));
  }
}
