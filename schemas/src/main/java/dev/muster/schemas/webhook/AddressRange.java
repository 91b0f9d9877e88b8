package dev.muster.schemas.webhook;

import java.net.InetAddress;

/// A block of IP addresses, `10.0.0.0/8` or `fd00::/8`.
final class AddressRange {
  private final byte[] prefix;
  private final int bits;

  private AddressRange(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /// Reads a block; an address alone is a block of one.
  ///
  /// @throws IllegalArgumentException if it is none; the message says what is wrong with it
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    try {
      // Java also takes 10.0 for 10.0.0.0, which nobody means.
      if (!address.contains(":") && address.chars().filter(c -> c == '.').count() != 3) {
        throw new IllegalArgumentException("not an address");
      }
      byte[] prefix = InetAddress.ofLiteral(address).getAddress();
      int bits = slash < 0 ? prefix.length * 8 : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > prefix.length * 8) {
        throw new IllegalArgumentException("too many bits");
      }
      return new AddressRange(prefix, bits);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not a block of addresses: " + text + " (" + e.getMessage() + ")");
    }
  }

  boolean contains(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != prefix[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    int mask = 0xff00 >> rest & 0xff;
    return rest == 0 || (address[whole] & mask) == (prefix[whole] & mask);
  }
}
