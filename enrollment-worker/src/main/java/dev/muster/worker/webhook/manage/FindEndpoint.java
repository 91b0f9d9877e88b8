package dev.muster.worker.webhook.manage;

import dev.muster.schemas.webhook.EndpointSpec;
import dev.muster.schemas.webhook.EventOrder;
import dev.muster.schemas.webhook.EventType;
import dev.muster.worker.store.Rows;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds an endpoint that is not deleted and keeps it as it is for this transaction.
final class FindEndpoint {
  /// For a transaction that changes it.
  private static final String LOCK =
      """
      SELECT id, url, description, event_types, tournament_ids, ordering, batch_size_max,
             concurrency_max, rate_per_second, state, sealed_headers
      FROM webhook_endpoint
      WHERE id = ? AND state <> 'DELETED'
      FOR UPDATE
      """;

  /// For one that only relies on it.
  private static final String SHARE =
      """
      SELECT id, url, description, event_types, tournament_ids, ordering, batch_size_max,
             concurrency_max, rate_per_second, state, sealed_headers
      FROM webhook_endpoint
      WHERE id = ? AND state <> 'DELETED'
      FOR SHARE
      """;

  private FindEndpoint() {}

  /// The endpoint, held against every other transaction; null if there is none.
  static @Nullable StoredEndpoint lock(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      return read(statement, id);
    }
  }

  /// The endpoint, held against changes; null if there is none.
  static @Nullable StoredEndpoint share(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SHARE)) {
      return read(statement, id);
    }
  }

  private static @Nullable StoredEndpoint read(PreparedStatement statement, UUID id)
      throws SQLException {
    statement.setObject(1, id);
    try (ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      var spec =
          new EndpointSpec(
              row.getString("url"),
              eventTypes(row.getArray("event_types")),
              tournamentIds(row.getArray("tournament_ids")),
              row.getString("description"),
              EventOrder.valueOf(row.getString("ordering")),
              row.getInt("batch_size_max"),
              row.getInt("concurrency_max"),
              row.getObject("rate_per_second", Integer.class));
      return new StoredEndpoint(
          Rows.uuid(row, "id"),
          spec,
          row.getString("state"),
          base64(row.getBytes("sealed_headers")));
    }
  }

  private static @Nullable String base64(byte @Nullable [] sealed) {
    return sealed == null ? null : Base64.getEncoder().encodeToString(sealed);
  }

  private static List<EventType> eventTypes(Array names) throws SQLException {
    List<EventType> types = new ArrayList<>();
    for (String name : (String[]) names.getArray()) {
      EventType type = EventType.named(name);
      if (type != null) {
        types.add(type);
      }
    }
    return types;
  }

  private static @Nullable List<UUID> tournamentIds(@Nullable Array ids) throws SQLException {
    return ids == null ? null : Arrays.asList((UUID[]) ids.getArray());
  }
}
