package dev.muster.schemas.webhook;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A key pair, so that receivers can verify but not sign: ed25519, version `v1a`. Its text is the
/// base64 of the 32-byte seed followed by the 32-byte public key.
public final class AsymmetricSecret implements SigningSecret {
  static final String VERSION = "v1a";
  static final String PREFIX = "whsk_";
  private static final String PUBLIC_PREFIX = "whpk_";
  private static final String ALGORITHM = "Ed25519";
  private static final int KEY_BYTES = 32;
  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final byte[] raw;
  private final PrivateKey key;

  private AsymmetricSecret(byte[] raw) throws GeneralSecurityException {
    this.raw = raw;
    byte[] seed = Arrays.copyOf(raw, KEY_BYTES);
    this.key =
        KeyFactory.getInstance(ALGORITHM)
            .generatePrivate(new PKCS8EncodedKeySpec(join(PKCS8, seed)));
  }

  static AsymmetricSecret generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      byte[] seed = tail(pair.getPrivate().getEncoded());
      return new AsymmetricSecret(join(seed, tail(pair.getPublic().getEncoded())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static AsymmetricSecret parse(String text) {
    byte[] raw = Encoded.decode(PREFIX, text);
    if (raw.length != 2 * KEY_BYTES) {
      throw new IllegalArgumentException(
          "a private signing key is a 32-byte seed and its 32-byte public key");
    }
    try {
      var secret = new AsymmetricSecret(raw);
      byte[] probe = {0};
      if (!verify(secret.publicKey(), probe, secret.sign(probe))) {
        throw new IllegalArgumentException("the public key does not belong to the private one");
      }
      return secret;
    } catch (GeneralSecurityException _) {
      // The cause could quote the key.
      throw new IllegalArgumentException("is not an ed25519 key");
    }
  }

  /// Whether a signature is that of a public key in its `whpk_` form.
  ///
  /// @throws IllegalArgumentException if the key is not such a key
  public static boolean verify(String publicKey, byte[] content, byte[] signature) {
    if (!publicKey.startsWith(PUBLIC_PREFIX)) {
      throw new IllegalArgumentException("a public key starts with " + PUBLIC_PREFIX);
    }
    try {
      byte[] encoded = join(X509, Encoded.decode(PUBLIC_PREFIX, publicKey));
      PublicKey key =
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(content);
      return verifier.verify(signature);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public String text() {
    return PREFIX + Base64.getEncoder().encodeToString(raw);
  }

  @Override
  public String publicKey() {
    return PUBLIC_PREFIX + Base64.getEncoder().encodeToString(tail(raw));
  }

  @Override
  public byte[] sign(byte[] content) {
    try {
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(key);
      signer.update(content);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "AsymmetricSecret[" + publicKey() + "]";
  }

  private static byte[] tail(byte[] encoded) {
    return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
  }

  private static byte[] join(byte[] head, byte[] rest) {
    byte[] joined = Arrays.copyOf(head, head.length + rest.length);
    System.arraycopy(rest, 0, joined, head.length, rest.length);
    return joined;
  }
}
