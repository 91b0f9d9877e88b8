package dev.muster.worker.webhook.manage;

import dev.muster.schemas.webhook.EndpointSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An endpoint that is locked, as it is from now on. Another URL or another state is a fresh start
/// for the clock that disables it.
final class UpdateEndpoint {
  private static final String SQL =
      """
      UPDATE webhook_endpoint e
      SET url = n.url, description = n.description, event_types = n.event_types,
          tournament_ids = n.tournament_ids, ordering = n.ordering,
          batch_size_max = n.batch_size_max, concurrency_max = n.concurrency_max,
          rate_per_second = n.rate_per_second, state = n.state, sealed_headers = n.sealed_headers,
          disabled_reason = CASE WHEN n.state = 'DISABLED' THEN e.disabled_reason END,
          state_since = CASE WHEN n.state = e.state THEN e.state_since ELSE now() END,
          failing_since = CASE WHEN n.state = e.state AND n.url = e.url THEN e.failing_since END,
          updated_at = now()
      FROM (VALUES (?::text, ?::text, ?::text[], ?::uuid[], ?::text, ?::integer, ?::integer,
                    ?::integer, ?::text, ?::bytea))
           AS n(url, description, event_types, tournament_ids, ordering, batch_size_max,
                concurrency_max, rate_per_second, state, sealed_headers)
      WHERE e.id = ?
      """;

  private UpdateEndpoint() {}

  static void execute(
      Connection connection,
      UUID id,
      EndpointSpec spec,
      String state,
      byte @Nullable [] sealedHeaders)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      SpecParameters.bind(statement, spec);
      statement.setString(SpecParameters.COUNT + 1, state);
      statement.setBytes(SpecParameters.COUNT + 2, sealedHeaders);
      statement.setObject(SpecParameters.COUNT + 3, id);
      statement.executeUpdate();
    }
  }
}
