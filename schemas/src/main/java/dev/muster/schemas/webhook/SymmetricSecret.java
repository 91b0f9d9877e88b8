package dev.muster.schemas.webhook;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A secret shared with the receiver: HMAC-SHA256, version `v1`.
public final class SymmetricSecret implements SigningSecret {
  static final String VERSION = "v1";
  static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES_MIN = 24;
  private static final int BYTES_MAX = 64;
  private static final int BYTES_GENERATED = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;
  // Never used itself: a copy signs, which is cheaper than a new one and needs no lock.
  private final Mac keyed;

  private SymmetricSecret(byte[] key) {
    this.text = PREFIX + Base64.getEncoder().encodeToString(key);
    try {
      this.keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static SymmetricSecret generate() {
    byte[] key = new byte[BYTES_GENERATED];
    RANDOM.nextBytes(key);
    return new SymmetricSecret(key);
  }

  static SymmetricSecret parse(String text) {
    byte[] key = Encoded.decode(PREFIX, text);
    if (key.length < BYTES_MIN || key.length > BYTES_MAX) {
      throw new IllegalArgumentException(
          "a shared signing secret has " + BYTES_MIN + " to " + BYTES_MAX + " bytes");
    }
    return new SymmetricSecret(key);
  }

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public @Nullable String publicKey() {
    return null;
  }

  @Override
  public byte[] sign(byte[] content) {
    try {
      return ((Mac) keyed.clone()).doFinal(content);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "SymmetricSecret";
  }
}
