package dev.muster.schemas.webhook;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The secret that one endpoint's POSTs are signed with, by Standard Webhooks 1.0.0. Safe for use
/// by several threads.
public sealed interface SigningSecret permits SymmetricSecret, AsymmetricSecret {
  /// The version that marks its signatures: `v1` or `v1a`.
  String version();

  /// The form that is shown once and given to [#parse]: `whsec_...` or `whsk_...`.
  String text();

  /// What receivers verify an asymmetric signature with, `whpk_...`; null for a shared secret.
  @Nullable String publicKey();

  /// The signature of the signed content, in raw bytes.
  byte[] sign(byte[] content);

  /// A new secret of a version, `v1` or `v1a`.
  ///
  /// @throws IllegalArgumentException for any other version
  static SigningSecret generate(String version) {
    return switch (version) {
      case SymmetricSecret.VERSION -> SymmetricSecret.generate();
      case AsymmetricSecret.VERSION -> AsymmetricSecret.generate();
      default -> throw new IllegalArgumentException("signature version must be v1 or v1a");
    };
  }

  /// Reads `whsec_...` or `whsk_...`.
  ///
  /// @throws IllegalArgumentException if it is not such a secret; the message never repeats it
  static SigningSecret parse(String text) {
    if (text.startsWith(SymmetricSecret.PREFIX)) {
      return SymmetricSecret.parse(text);
    }
    if (text.startsWith(AsymmetricSecret.PREFIX)) {
      return AsymmetricSecret.parse(text);
    }
    throw new IllegalArgumentException("a signing secret starts with whsec_ or whsk_");
  }

  /// One entry of the header `webhook-signature`.
  ///
  /// @param content the bytes `id.timestamp.body`, with the body exactly as it is sent
  default String signature(byte[] content) {
    return version() + "," + Base64.getEncoder().encodeToString(sign(content));
  }
}
