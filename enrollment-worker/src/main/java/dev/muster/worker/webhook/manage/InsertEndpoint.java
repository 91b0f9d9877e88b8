package dev.muster.worker.webhook.manage;

import dev.muster.schemas.webhook.EndpointSpec;
import dev.muster.schemas.webhook.SigningSecret;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A new endpoint. Its time is taken by the clock on the wall and not by the start of the
/// transaction: whatever is fanned out before the registry was locked was decided before it.
final class InsertEndpoint {
  private static final String SQL =
      """
      INSERT INTO webhook_endpoint
             (url, description, event_types, tournament_ids, ordering, batch_size_max,
              concurrency_max, rate_per_second, id, state, signature_version, public_key,
              sealed_headers, sealed_secret, state_since, created_at, updated_at)
      SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ACTIVE', ?, ?, ?, ?, t.now, t.now, t.now
      FROM (SELECT clock_timestamp() AS now) AS t
      ON CONFLICT (id) DO NOTHING
      """;

  private InsertEndpoint() {}

  /// Inserts it.
  ///
  /// @return false if there is one of that id already
  static boolean execute(
      Connection connection,
      UUID id,
      EndpointSpec spec,
      SigningSecret secret,
      byte[] sealedSecret,
      byte @Nullable [] sealedHeaders)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      SpecParameters.bind(statement, spec);
      statement.setObject(SpecParameters.COUNT + 1, id);
      statement.setString(SpecParameters.COUNT + 2, secret.version());
      statement.setString(SpecParameters.COUNT + 3, secret.publicKey());
      statement.setBytes(SpecParameters.COUNT + 4, sealedHeaders);
      statement.setBytes(SpecParameters.COUNT + 5, sealedSecret);
      return statement.executeUpdate() == 1;
    }
  }
}
