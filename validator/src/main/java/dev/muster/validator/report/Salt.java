package dev.muster.validator.report;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/// What ids are hashed with, so that two reports with two salts cannot be joined. It is published:
/// whoever knows an id can find it in the report, and nobody can come from the report to the id,
/// which is too long to guess.
///
/// @param hex as it is published, and as it goes into the hash
record Salt(String hex) {
  /// 128 bits: as many as an id has.
  static final int ALIAS_DIGITS = 32;

  private static final int RANDOM_BYTES = 16;
  private static final Pattern HEX = Pattern.compile("([0-9a-f]{2}){8,32}");

  Salt {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("a salt is 16 to 64 hexadecimal digits, in pairs");
    }
  }

  static Salt random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Salt(HexFormat.of().formatHex(bytes));
  }

  /// What stands for an id: the first digits of SHA-256 over the salt and the id, both as text.
  String alias(UUID id) {
    return Sha256.hex(hex + id).substring(0, ALIAS_DIGITS);
  }
}
