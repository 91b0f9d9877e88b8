package dev.muster.ingest.webhook;

import dev.muster.ingest.read.Rows;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An operation, once a worker has taken it up.
final class FindOperation {
  private static final String SQL =
      """
      SELECT id, endpoint_id, kind, state, reason, detail, event_id, since, until, position,
             affected, created_at, finished_at
      FROM webhook_operation
      WHERE id = ?
      """;

  private final JdbcClient jdbc;

  FindOperation(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Operation> byId(UUID id) {
    return jdbc.sql(SQL)
        .param(id)
        .query(
            (row, _) ->
                new Operation(
                    row.getObject("id", UUID.class),
                    row.getObject("endpoint_id", UUID.class),
                    row.getString("kind"),
                    row.getString("state"),
                    row.getString("reason"),
                    row.getString("detail"),
                    row.getObject("event_id", UUID.class),
                    Rows.instantOrNull(row, "since"),
                    Rows.instantOrNull(row, "until"),
                    Rows.instantOrNull(row, "position"),
                    row.getLong("affected"),
                    Rows.instantOrNull(row, "created_at"),
                    Rows.instantOrNull(row, "finished_at")))
        .optional();
  }
}
