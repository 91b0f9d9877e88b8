package dev.muster.worker.webhook.store;

import dev.muster.schemas.result.DecisionRow;
import dev.muster.schemas.webhook.EventType;
import dev.muster.schemas.webhook.WebhookEvent;
import dev.muster.worker.store.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A delivery that was taken to be sent.
///
/// @param attempts how many of its schedule were made before
/// @param leasedUntil until when it is in hand; what is written about it later must find this
/// @param event what to send, or null if there is nothing to make it from
/// @param traceparent of the command, if it is sampled
public record DueDelivery(
    UUID endpointId,
    Instant occurredAt,
    UUID eventId,
    @Nullable UUID tournamentId,
    long sequence,
    int attempts,
    Instant dueAt,
    Instant leasedUntil,
    @Nullable String trigger,
    @Nullable UUID batchId,
    @Nullable WebhookEvent event,
    @Nullable String traceparent) {

  static final Comparator<DueDelivery> OLDEST_FIRST =
      Comparator.comparing(DueDelivery::dueAt).thenComparingLong(DueDelivery::sequence);

  DueDelivery inBatch(UUID id) {
    return new DueDelivery(
        endpointId,
        occurredAt,
        eventId,
        tournamentId,
        sequence,
        attempts,
        dueAt,
        leasedUntil,
        trigger,
        id,
        event,
        traceparent);
  }

  /// Reads a row with the delivery's columns and those of its decision, if it has one.
  static DueDelivery read(ResultSet row, Instant leasedUntil) throws SQLException {
    UUID eventId = Rows.uuid(row, "event_id");
    Instant occurredAt = Rows.time(row, "occurred_at");
    EventType type = EventType.named(row.getString("event_type"));
    String payload = row.getString("payload");
    WebhookEvent event = null;
    if (type != null && payload != null) {
      event = new WebhookEvent(eventId, type, occurredAt, payload);
    } else if (type != null && row.getString("outcome") != null) {
      event = WebhookEvent.of(type, DecisionRow.read(row));
    }
    return new DueDelivery(
        Rows.uuid(row, "endpoint_id"),
        occurredAt,
        eventId,
        row.getObject("line_id", UUID.class),
        row.getLong("sequence"),
        row.getInt("attempts"),
        Rows.time(row, "next_attempt_at"),
        leasedUntil,
        row.getString("trigger"),
        row.getObject("batch_id", UUID.class),
        event,
        row.getString("traceparent"));
  }
}
