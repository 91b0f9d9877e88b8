package dev.muster.schemas.webhook;

import java.util.Base64;

/// Base64 behind a prefix that says what it is.
final class Encoded {
  private Encoded() {}

  /// The bytes behind the prefix, padded or not.
  ///
  /// @throws IllegalArgumentException if it is not standard base64; the message never repeats it
  static byte[] decode(String prefix, String text) {
    try {
      return Base64.getDecoder().decode(text.substring(prefix.length()));
    } catch (IllegalArgumentException _) {
      // The cause would quote the secret.
      throw new IllegalArgumentException("what follows " + prefix + " must be standard base64");
    }
  }
}
