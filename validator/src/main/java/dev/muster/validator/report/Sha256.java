package dev.muster.validator.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of text.
final class Sha256 {
  static final int HEX_DIGITS = 64;

  private Sha256() {}

  /// In lower-case hexadecimal digits, of the text in UTF-8.
  static String hex(String text) {
    return HexFormat.of().formatHex(bytes(text));
  }

  static byte[] bytes(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
