package dev.muster.schemas.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/// Endpoints' secrets as they travel and rest: AES-256-GCM, bound to the endpoint, so that a sealed
/// value copied to another endpoint does not open. The first byte is the form's version.
///
/// The API and the worker hold the same key, from the setting `muster.webhooks.secret-key`.
public final class SealedSecrets {
  /// Characters of the setting at least.
  public static final int KEY_LENGTH_MIN = 16;

  private static final byte FORM = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEAD_BYTES = 1 + NONCE_BYTES;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey key;

  /// @throws IllegalArgumentException if the setting is too short
  public SealedSecrets(String secretKey) {
    requireLong(secretKey);
    try {
      var derivation =
          HKDFParameterSpec.ofExtract()
              .addIKM(secretKey.getBytes(UTF_8))
              .addSalt("muster".getBytes(UTF_8))
              .thenExpand("webhook secrets".getBytes(UTF_8), 32);
      this.key = KDF.getInstance("HKDF-SHA256").deriveKey("AES", derivation);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What is set as the key, with nothing but blanks taken for nothing.
  ///
  /// @throws IllegalArgumentException if there is a key and it is too short
  public static @Nullable String keyOf(@Nullable String setting) {
    if (setting == null || setting.isBlank()) {
      return null;
    }
    requireLong(setting);
    return setting;
  }

  private static void requireLong(String secretKey) {
    if (secretKey.length() < KEY_LENGTH_MIN) {
      throw new IllegalArgumentException(
          "muster.webhooks.secret-key must have at least " + KEY_LENGTH_MIN + " characters");
    }
  }

  /// Seals a value for one endpoint; twice the same value gives two sealed forms.
  public byte[] seal(UUID endpointId, byte[] clear) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, endpointId, nonce).doFinal(clear);
      return ByteBuffer.allocate(HEAD_BYTES + sealed.length)
          .put(FORM)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Seals a signing secret.
  public byte[] seal(UUID endpointId, SigningSecret secret) {
    return seal(endpointId, secret.text().getBytes(UTF_8));
  }

  /// Opens a sealed signing secret.
  ///
  /// @throws GeneralSecurityException if it was not sealed for this endpoint with this key
  public SigningSecret openSecret(UUID endpointId, byte[] sealed) throws GeneralSecurityException {
    return SigningSecret.parse(new String(open(endpointId, sealed), UTF_8));
  }

  /// Opens what was sealed for this endpoint with this key.
  ///
  /// @throws GeneralSecurityException if it was not, or was changed
  public byte[] open(UUID endpointId, byte[] sealed) throws GeneralSecurityException {
    if (sealed.length < HEAD_BYTES || sealed[0] != FORM) {
      throw new GeneralSecurityException("not a sealed secret of a known form");
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, HEAD_BYTES);
    return cipher(Cipher.DECRYPT_MODE, endpointId, nonce)
        .doFinal(sealed, HEAD_BYTES, sealed.length - HEAD_BYTES);
  }

  private Cipher cipher(int mode, UUID endpointId, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(endpointId.toString().getBytes(UTF_8));
    return cipher;
  }
}
