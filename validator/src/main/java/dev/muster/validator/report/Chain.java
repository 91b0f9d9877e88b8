package dev.muster.validator.report;

/// Digests over texts, each over the one before it and its text, so that the last one stands for
/// all of them in their order. As a shell would do it:
///
///     digest=$(printf '%s %s' "$digest" "$text" | sha256sum | cut -c 1-64)
final class Chain {
  /// How much of its digest an entry carries: enough to find the first one that was changed. What
  /// proves that none was is the head, which is whole.
  static final int LINK_DIGITS = 16;

  private String digest = "0".repeat(Sha256.HEX_DIGITS);

  /// Adds a text.
  ///
  /// @return its link
  String add(String text) {
    digest = Sha256.hex(digest + " " + text);
    return digest.substring(0, LINK_DIGITS);
  }

  /// The digest of all that was added.
  String head() {
    return digest;
  }
}
