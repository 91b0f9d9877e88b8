package dev.muster.ingest.stream;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Who is one client as far as counting goes: an IPv4 address, or an IPv6 network of 64 bits, since
/// whoever has one address of it has them all.
final class ClientAddress {
  private static final int NETWORK_BYTES = 8;

  private ClientAddress() {}

  /// @param literal an address in text form
  static String of(String literal) {
    try {
      InetAddress address = InetAddress.ofLiteral(literal.split("%", 2)[0]);
      return address instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
          : address.getHostAddress();
    } catch (IllegalArgumentException e) {
      // A name a proxy made up is a client like any other.
      return literal;
    }
  }
}
