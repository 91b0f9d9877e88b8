package dev.muster.ingest.webhook;

import dev.muster.ingest.read.Rows;
import dev.muster.schemas.webhook.EndpointSpec;
import dev.muster.schemas.webhook.EventOrder;
import dev.muster.schemas.webhook.EventType;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// Reads an endpoint's row.
final class EndpointColumns {
  private EndpointColumns() {}

  static EndpointDocument read(ResultSet row) throws SQLException {
    Array tournaments = row.getArray("tournament_ids");
    return new EndpointDocument(
        row.getObject("id", UUID.class),
        new EndpointSpec(
            row.getString("url"),
            eventTypes((String[]) row.getArray("event_types").getArray()),
            tournaments == null ? null : List.of((UUID[]) tournaments.getArray()),
            row.getString("description"),
            EventOrder.valueOf(row.getString("ordering")),
            row.getInt("batch_size_max"),
            row.getInt("concurrency_max"),
            row.getObject("rate_per_second", Integer.class)),
        row.getString("state"),
        row.getString("disabled_reason"),
        Rows.instant(row, "state_since"),
        Rows.instantOrNull(row, "failing_since"),
        row.getString("signature_version"),
        row.getString("public_key"),
        Rows.instantOrNull(row, "previous_secret_until"),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "updated_at"));
  }

  private static List<EventType> eventTypes(String[] names) {
    return Arrays.stream(names).map(EventType::named).filter(Objects::nonNull).toList();
  }
}
