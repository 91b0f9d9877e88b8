package dev.muster.ingest.webhook;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An endpoint, also a deleted one.
final class FindEndpoint {
  private static final String SQL =
      """
      SELECT id, url, description, event_types, tournament_ids, ordering, batch_size_max,
             concurrency_max, rate_per_second, state, disabled_reason, state_since, failing_since,
             signature_version, public_key, previous_secret_until, created_at, updated_at
      FROM webhook_endpoint
      WHERE id = ?
      """;

  private final JdbcClient jdbc;

  FindEndpoint(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<EndpointDocument> byId(UUID id) {
    return jdbc.sql(SQL).param(id).query((row, _) -> EndpointColumns.read(row)).optional();
  }
}
