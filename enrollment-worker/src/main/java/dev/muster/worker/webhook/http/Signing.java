package dev.muster.worker.webhook.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.muster.schemas.webhook.SigningSecret;
import java.time.Instant;
import java.util.List;

/// The three headers of Standard Webhooks.
///
/// @param id the same on every attempt
/// @param timestamp Unix seconds of this attempt
/// @param signature one entry per secret, separated by spaces
public record Signing(String id, String timestamp, String signature) {
  public static final String ID = "webhook-id";
  public static final String TIMESTAMP = "webhook-timestamp";
  public static final String SIGNATURE = "webhook-signature";

  /// Signs a body exactly as it will be sent.
  ///
  /// @param secrets more than one while a secret is being rotated
  public static Signing of(
      String id, Instant attemptedAt, byte[] body, List<SigningSecret> secrets) {
    String timestamp = Long.toString(attemptedAt.getEpochSecond());
    byte[] head = (id + "." + timestamp + ".").getBytes(US_ASCII);
    byte[] content = new byte[head.length + body.length];
    System.arraycopy(head, 0, content, 0, head.length);
    System.arraycopy(body, 0, content, head.length, body.length);
    var signatures = new StringBuilder();
    for (SigningSecret secret : secrets) {
      signatures.append(signatures.isEmpty() ? "" : " ").append(secret.signature(content));
    }
    return new Signing(id, timestamp, signatures.toString());
  }
}
