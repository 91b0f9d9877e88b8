package dev.muster.ingest.webhook;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The attempts of an endpoint, newest first. Filters that are not set are null, and the planner,
/// which sees the values, leaves them out.
final class ListAttempts {
  private static final String SQL =
      """
      SELECT started_at, id, event_id, batch_id, attempt, trigger, outcome, status_code, duration_ms,
             remote_address, detail, response_body, next_attempt_at
      FROM webhook_attempt
      WHERE endpoint_id = ? AND (started_at, id) < (?, ?)
        AND (?::uuid IS NULL OR event_id = ?) AND (?::text IS NULL OR outcome = ?)
        AND (?::timestamptz IS NULL OR started_at >= ?)
        AND (?::timestamptz IS NULL OR started_at < ?)
      ORDER BY started_at DESC, id DESC
      LIMIT ?
      """;

  private final JdbcClient jdbc;

  ListAttempts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Which attempts.
  ///
  /// @param since begun from here on
  /// @param until and before here
  record Filter(
      @Nullable UUID eventId,
      @Nullable String outcome,
      @Nullable Instant since,
      @Nullable Instant until) {}

  /// At most `limit` attempts begun before `before`, or the newest ones when it is null.
  List<Attempt> page(UUID endpointId, Filter filter, @Nullable TimeKey before, int limit) {
    TimeKey key = before == null ? TimeKey.NEWEST : before;
    var since = filter.since() == null ? null : filter.since().atOffset(ZoneOffset.UTC);
    var until = filter.until() == null ? null : filter.until().atOffset(ZoneOffset.UTC);
    return jdbc.sql(SQL)
        .param(endpointId)
        .param(key.time().atOffset(ZoneOffset.UTC))
        .param(key.id())
        .param(filter.eventId())
        .param(filter.eventId())
        .param(filter.outcome())
        .param(filter.outcome())
        .param(since)
        .param(since)
        .param(until)
        .param(until)
        .param(limit)
        .query((row, _) -> Attempt.read(row))
        .list();
  }
}
