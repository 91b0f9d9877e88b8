package dev.muster.ingest.webhook;

import dev.muster.ingest.read.Rows;
import dev.muster.schemas.webhook.MessageIds;
import dev.muster.schemas.wire.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// One event for one endpoint, and how far it got.
///
/// @param trigger why it is sent again, or `TEST`; null is the schedule
/// @param batchId the POST it goes in together with others
record Delivery(
    Instant occurredAt,
    UUID eventId,
    String eventType,
    @Nullable UUID tournamentId,
    String state,
    int attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant lastAttemptAt,
    @Nullable String trigger,
    @Nullable UUID batchId) {

  static Delivery read(ResultSet row) throws SQLException {
    return new Delivery(
        Rows.instant(row, "occurred_at"),
        row.getObject("event_id", UUID.class),
        row.getString("event_type"),
        row.getObject("tournament_id", UUID.class),
        row.getString("state"),
        row.getInt("attempts"),
        Rows.instantOrNull(row, "next_attempt_at"),
        Rows.instantOrNull(row, "last_attempt_at"),
        row.getString("trigger"),
        row.getObject("batch_id", UUID.class));
  }

  TimeKey key() {
    return new TimeKey(occurredAt, eventId);
  }

  void write(JsonGenerator json) {
    Json.uuid(json, "eventId", eventId);
    json.writeStringProperty("messageId", MessageIds.event(eventId));
    Json.text(json, "batchMessageId", batchId == null ? null : MessageIds.batch(batchId));
    json.writeStringProperty("eventType", eventType);
    Json.uuid(json, "tournamentId", tournamentId);
    Json.time(json, "occurredAt", occurredAt);
    json.writeStringProperty("state", state);
    json.writeNumberProperty("attempts", attempts);
    json.writeStringProperty("trigger", trigger == null ? "SCHEDULE" : trigger);
    Json.time(json, "lastAttemptAt", lastAttemptAt);
    Json.time(json, "nextAttemptAt", nextAttemptAt);
  }
}
