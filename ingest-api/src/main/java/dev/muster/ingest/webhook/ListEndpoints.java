package dev.muster.ingest.webhook;

import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Endpoints that are not deleted, newest first. There are few of them, so no index keeps them in
/// this order.
final class ListEndpoints {
  private static final String SQL =
      """
      SELECT id, url, description, event_types, tournament_ids, ordering, batch_size_max,
             concurrency_max, rate_per_second, state, disabled_reason, state_since, failing_since,
             signature_version, public_key, previous_secret_until, created_at, updated_at
      FROM webhook_endpoint
      WHERE state <> 'DELETED' AND (created_at, id) < (?, ?)
      ORDER BY created_at DESC, id DESC
      LIMIT ?
      """;

  private final JdbcClient jdbc;

  ListEndpoints(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// At most `limit` endpoints made before `before`, or the newest ones when it is null.
  List<EndpointDocument> page(@Nullable TimeKey before, int limit) {
    TimeKey key = before == null ? TimeKey.NEWEST : before;
    return jdbc.sql(SQL)
        .param(key.time().atOffset(ZoneOffset.UTC))
        .param(key.id())
        .param(limit)
        .query((row, _) -> EndpointColumns.read(row))
        .list();
  }
}
