package dev.muster.worker.webhook.manage;

import dev.muster.schemas.webhook.SigningSecret;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/// Another secret for an endpoint that is locked; the one before it signs as well for a while. Of
/// two rotations within that while only the last two secrets sign.
final class RotateEndpointSecret {
  private static final String SQL =
      """
      UPDATE webhook_endpoint
      SET sealed_previous_secret = sealed_secret,
          previous_secret_until = now() + ? * interval '1 second',
          sealed_secret = ?, signature_version = ?, public_key = ?, updated_at = now()
      WHERE id = ?
      """;

  private RotateEndpointSecret() {}

  static void execute(
      Connection connection, UUID id, SigningSecret secret, byte[] sealedSecret, Duration overlap)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setLong(1, overlap.toSeconds());
      statement.setBytes(2, sealedSecret);
      statement.setString(3, secret.version());
      statement.setString(4, secret.publicKey());
      statement.setObject(5, id);
      statement.executeUpdate();
    }
  }
}
