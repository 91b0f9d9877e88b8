package dev.muster.worker.webhook.manage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.webhook.CustomHeaders;
import dev.muster.schemas.webhook.SealedSecrets;
import dev.muster.schemas.webhook.SigningSecret;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.MalformedJsonException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Opens what came sealed, so that it is judged before it is kept: a secret that nobody can open
/// would only show when the first event is due.
final class Credentials {
  private final SealedSecrets secrets;

  Credentials(SealedSecrets secrets) {
    this.secrets = secrets;
  }

  /// The signing secret in a command.
  ///
  /// @throws GeneralSecurityException if it was not sealed for this endpoint with our key
  /// @throws IllegalArgumentException if it is no signing secret
  SigningSecret secret(UUID endpointId, byte[] sealed) throws GeneralSecurityException {
    return SigningSecret.parse(new String(secrets.open(endpointId, sealed), UTF_8));
  }

  /// The headers after a change.
  ///
  /// @param old sealed in base64, or null for none
  /// @param patch a merge patch of them, sealed in base64, or null to remove them all
  /// @return sealed, or null for none
  /// @throws GeneralSecurityException if one was not sealed for this endpoint with our key
  /// @throws IllegalArgumentException if the outcome cannot be sent
  byte @Nullable [] headers(UUID endpointId, @Nullable String old, @Nullable String patch)
      throws GeneralSecurityException {
    if (patch == null) {
      return null;
    }
    try {
      Map<String, String> headers = new LinkedHashMap<>();
      if (old != null) {
        headers.putAll(CustomHeaders.decode(secrets.open(endpointId, bytes(old))));
      }
      JsonFields fields = JsonFields.parse(secrets.open(endpointId, bytes(patch)));
      for (String name : fields.names()) {
        String value = fields.text(name);
        if (value == null) {
          headers.remove(name);
        } else {
          headers.put(name, value);
        }
      }
      String objection = CustomHeaders.objection(headers);
      if (objection != null) {
        throw new IllegalArgumentException("headers: " + objection);
      }
      return headers.isEmpty() ? null : secrets.seal(endpointId, CustomHeaders.encode(headers));
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("headers: " + e.getMessage(), e);
    }
  }

  /// The bytes of a sealed value in a command.
  ///
  /// @throws IllegalArgumentException if it is not base64
  static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
