package dev.muster.worker.webhook.manage;

import dev.muster.schemas.webhook.EndpointSpec;
import dev.muster.schemas.webhook.EventType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Binds what the owner of an endpoint chose, in the order of the table's columns.
final class SpecParameters {
  /// How many parameters it binds.
  static final int COUNT = 8;

  private SpecParameters() {}

  /// Binds parameters 1 to [#COUNT].
  static void bind(PreparedStatement statement, EndpointSpec spec) throws SQLException {
    Connection connection = statement.getConnection();
    Object[] types = spec.eventTypes().stream().map(EventType::wireName).toArray();
    statement.setString(1, spec.url());
    statement.setString(2, spec.description());
    statement.setArray(3, connection.createArrayOf("text", types));
    statement.setArray(
        4,
        spec.tournamentIds() == null
            ? null
            : connection.createArrayOf("uuid", spec.tournamentIds().toArray()));
    statement.setString(5, spec.ordering().name());
    statement.setInt(6, spec.batchSizeMax());
    statement.setInt(7, spec.concurrencyMax());
    statement.setObject(8, spec.ratePerSecond());
  }
}
