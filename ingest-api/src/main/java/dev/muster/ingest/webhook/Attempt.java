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

/// One POST that was tried, as one of its events saw it.
///
/// @param batchId the POST it went in together with others
/// @param attempt which of the schedule, from 1
/// @param durationMs from the first byte out to the last byte read
/// @param responseBody the beginning of what a failed attempt was answered
/// @param nextAttemptAt when it is tried again, or null when it is not
record Attempt(
    Instant startedAt,
    UUID id,
    UUID eventId,
    @Nullable UUID batchId,
    int attempt,
    String trigger,
    String outcome,
    @Nullable Integer statusCode,
    long durationMs,
    @Nullable String remoteAddress,
    @Nullable String detail,
    @Nullable String responseBody,
    @Nullable Instant nextAttemptAt) {

  static Attempt read(ResultSet row) throws SQLException {
    return new Attempt(
        Rows.instant(row, "started_at"),
        row.getObject("id", UUID.class),
        row.getObject("event_id", UUID.class),
        row.getObject("batch_id", UUID.class),
        row.getInt("attempt"),
        row.getString("trigger"),
        row.getString("outcome"),
        row.getObject("status_code", Integer.class),
        row.getLong("duration_ms"),
        row.getString("remote_address"),
        row.getString("detail"),
        row.getString("response_body"),
        Rows.instantOrNull(row, "next_attempt_at"));
  }

  TimeKey key() {
    return new TimeKey(startedAt, id);
  }

  void write(JsonGenerator json) {
    Json.uuid(json, "id", id);
    Json.uuid(json, "eventId", eventId);
    json.writeStringProperty("messageId", MessageIds.event(eventId));
    Json.text(json, "batchMessageId", batchId == null ? null : MessageIds.batch(batchId));
    json.writeNumberProperty("attempt", attempt);
    json.writeStringProperty("trigger", trigger);
    json.writeStringProperty("outcome", outcome);
    if (statusCode != null) {
      json.writeNumberProperty("statusCode", statusCode);
    }
    Json.time(json, "startedAt", startedAt);
    json.writeNumberProperty("durationMs", durationMs);
    Json.text(json, "remoteAddress", remoteAddress);
    Json.text(json, "detail", detail);
    Json.text(json, "responseBody", responseBody);
    Json.time(json, "nextAttemptAt", nextAttemptAt);
  }
}
