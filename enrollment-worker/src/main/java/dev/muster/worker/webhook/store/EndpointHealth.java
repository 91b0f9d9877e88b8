package dev.muster.worker.webhook.store;

import dev.muster.worker.store.ArrayParameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an endpoint's row says of how it does.
public final class EndpointHealth {
  private static final String MARK =
      """
      UPDATE webhook_endpoint e SET failing_since = h.failing_since
      FROM unnest(?::uuid[], ?::timestamptz[]) AS h(id, failing_since)
      WHERE e.id = h.id AND e.state <> 'DELETED'
      """;

  private static final String DISABLE =
      """
      UPDATE webhook_endpoint
      SET state = 'DISABLED', disabled_reason = ?, state_since = ?
      WHERE id = ? AND state IN ('ACTIVE', 'PAUSED')
      """;

  private EndpointHealth() {}

  /// One endpoint's health.
  ///
  /// @param failingSince null if its last attempt went well
  public record Health(UUID endpointId, @Nullable Instant failingSince) {}

  /// Writes since when endpoints fail, or that they do not.
  public static void mark(Connection connection, Collection<Health> healths) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MARK)) {
      new ArrayParameters<>(statement, healths)
          .uuids(Health::endpointId)
          .times(Health::failingSince);
      statement.executeUpdate();
    }
  }

  /// Disables an endpoint that is not yet; part of a transaction that bumps the registry.
  ///
  /// @return whether it did
  public static boolean disable(
      Connection connection, UUID endpointId, Endpoint.DisabledReason reason, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DISABLE)) {
      statement.setString(1, reason.name());
      statement.setObject(2, Times.utc(now));
      statement.setObject(3, endpointId);
      return statement.executeUpdate() == 1;
    }
  }
}
