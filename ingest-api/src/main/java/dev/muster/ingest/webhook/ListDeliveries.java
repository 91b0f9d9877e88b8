package dev.muster.ingest.webhook;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The deliveries of an endpoint, youngest event first. Filters that are not set are null, and the
/// planner, which sees the values, leaves them out.
final class ListDeliveries {
  private static final String PAGE =
      """
      SELECT occurred_at, event_id, event_type, tournament_id, state, attempts, next_attempt_at,
             last_attempt_at, trigger, batch_id
      FROM webhook_delivery
      WHERE endpoint_id = ? AND (occurred_at, event_id) < (?, ?)
        AND (?::text IS NULL OR state = ?) AND (?::text IS NULL OR event_type = ?)
        AND (?::uuid IS NULL OR tournament_id = ?)
        AND (?::timestamptz IS NULL OR occurred_at >= ?)
        AND (?::timestamptz IS NULL OR occurred_at < ?)
      ORDER BY occurred_at DESC, event_id DESC
      LIMIT ?
      """;

  /// The time of an event follows from the event, so no index by event is needed.
  private static final String ONE =
      """
      SELECT occurred_at, event_id, event_type, tournament_id, state, attempts, next_attempt_at,
             last_attempt_at, trigger, batch_id
      FROM webhook_delivery
      WHERE endpoint_id = ? AND event_id = ?
        AND occurred_at = coalesce(
          (SELECT decided_at FROM decision WHERE request_id = ?),
          (SELECT created_at FROM webhook_operation WHERE id = ? AND kind = 'TEST'))
      """;

  private final JdbcClient jdbc;

  ListDeliveries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Which deliveries.
  ///
  /// @param since events from here on
  /// @param until and before here
  record Filter(
      @Nullable String state,
      @Nullable String eventType,
      @Nullable UUID tournamentId,
      @Nullable Instant since,
      @Nullable Instant until) {}

  /// At most `limit` deliveries of events before `before`, or of the youngest ones when it is null.
  List<Delivery> page(UUID endpointId, Filter filter, @Nullable TimeKey before, int limit) {
    TimeKey key = before == null ? TimeKey.NEWEST : before;
    var since = filter.since() == null ? null : filter.since().atOffset(ZoneOffset.UTC);
    var until = filter.until() == null ? null : filter.until().atOffset(ZoneOffset.UTC);
    return jdbc.sql(PAGE)
        .param(endpointId)
        .param(key.time().atOffset(ZoneOffset.UTC))
        .param(key.id())
        .param(filter.state())
        .param(filter.state())
        .param(filter.eventType())
        .param(filter.eventType())
        .param(filter.tournamentId())
        .param(filter.tournamentId())
        .param(since)
        .param(since)
        .param(until)
        .param(until)
        .param(limit)
        .query((row, _) -> Delivery.read(row))
        .list();
  }

  /// The delivery of one event, if the endpoint has it.
  Optional<Delivery> one(UUID endpointId, UUID eventId) {
    return jdbc.sql(ONE)
        .param(endpointId)
        .param(eventId)
        .param(eventId)
        .param(eventId)
        .query((row, _) -> Delivery.read(row))
        .optional();
  }
}
