package dev.muster.schemas.wire;

import dev.muster.schemas.webhook.MessageIds;
import dev.muster.schemas.webhook.WebhookEvent;
import java.time.Instant;
import java.util.List;

/// The body of a webhook POST: `type`, `timestamp` and `data`.
public final class EventCodec {
  /// The `type` of a body that carries several events.
  public static final String BATCH_TYPE = "batch";

  private EventCodec() {}

  /// One event in its plain form.
  public static byte[] encode(WebhookEvent event) {
    return Json.bytes(
        json -> {
          json.writeStringProperty("type", event.type().wireName());
          Json.time(json, "timestamp", event.timestamp());
          json.writeName("data");
          json.writeRawValue(event.data());
        });
  }

  /// Several events, each under its own id.
  ///
  /// @param timestamp when the youngest of them happened
  public static byte[] encodeBatch(Instant timestamp, List<WebhookEvent> events) {
    return Json.bytes(
        json -> {
          json.writeStringProperty("type", BATCH_TYPE);
          Json.time(json, "timestamp", timestamp);
          json.writeName("data");
          json.writeStartObject();
          json.writeName("events");
          json.writeStartArray();
          for (WebhookEvent event : events) {
            json.writeStartObject();
            json.writeStringProperty("id", MessageIds.event(event.eventId()));
            json.writeStringProperty("type", event.type().wireName());
            Json.time(json, "timestamp", event.timestamp());
            json.writeName("data");
            json.writeRawValue(event.data());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
