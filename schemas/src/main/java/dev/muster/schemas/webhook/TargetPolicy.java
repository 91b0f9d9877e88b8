package dev.muster.schemas.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What Muster may be told to call: which URLs, and which addresses behind their names.
///
/// The URL is judged when an endpoint is registered. The addresses are judged each time a
/// connection is made, since a name can answer differently later.
public final class TargetPolicy {
  private static final int URL_LENGTH_MAX = 2_000;
  private static final int HTTPS_PORT = 443;
  private static final int PORT_MAX = 0xffff;
  private static final int MAPPED_LENGTH = 12;

  /// IPv4 that is not the public internet; the single address is a cloud's service for its guests.
  private static final List<AddressRange> FORBIDDEN_V4 =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "168.63.129.16/32",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /// The only IPv6 that is handed out to the public.
  private static final AddressRange GLOBAL_V6 = AddressRange.parse("2000::/3");

  /// Parts of it that are not: protocol assignments with Teredo, documentation, and 6to4, which
  /// hides an IPv4 address.
  private static final List<AddressRange> FORBIDDEN_V6 =
      ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  /// Networks without IPv4 reach public IPv4 through it; the last four bytes are the real target.
  private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");

  private final boolean allowHttp;
  private final Set<Integer> ports;
  private final List<AddressRange> allowed;

  /// @param allowHttp also plain HTTP, and any port
  /// @param ports ports besides 443
  /// @param allowedTargets blocks of addresses that may be called although they are internal
  /// @throws IllegalArgumentException if a block is none; the message names the setting
  public TargetPolicy(
      boolean allowHttp, Collection<Integer> ports, Collection<String> allowedTargets) {
    this.allowHttp = allowHttp;
    this.ports = Set.copyOf(ports);
    try {
      this.allowed = allowedTargets.stream().map(AddressRange::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("muster.webhooks.allowed-targets: " + e.getMessage());
    }
  }

  /// Why an endpoint may not have this URL, or null if it may. A name is not resolved here.
  public @Nullable String objection(String url) {
    URI uri = parse(url);
    if (uri == null) {
      return "must be an absolute URL of at most " + URL_LENGTH_MAX + " ASCII characters";
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean plain = scheme.equals("http");
    if (!scheme.equals("https") && !(plain && allowHttp)) {
      return allowHttp ? "must be an http or https URL" : "must be an https URL";
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      return "must name a host and no user";
    }
    if (uri.getRawFragment() != null) {
      return "must not have a fragment";
    }
    if (!allowsPort(uri.getPort())) {
      return "port " + uri.getPort() + " is not allowed";
    }
    InetAddress literal = literal(uri.getHost());
    boolean bracketed = uri.getHost().startsWith("[");
    return (literal == null && !bracketed) || (literal != null && permits(literal))
        ? null
        : "address " + uri.getHost() + " is not allowed";
  }

  /// Whether a connection to this address may be made.
  public boolean permits(InetAddress address) {
    byte[] bytes = unmapped(address.getAddress());
    for (AddressRange range : allowed) {
      if (range.contains(bytes)) {
        return true;
      }
    }
    if (NAT64.contains(bytes)) {
      return isPublicV4(Arrays.copyOfRange(bytes, MAPPED_LENGTH, bytes.length));
    }
    return bytes.length == 4 ? isPublicV4(bytes) : isPublicV6(bytes) && !hasScope(address);
  }

  /// The address that a URL's host is, if it is one and not a name.
  public static @Nullable InetAddress literal(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    try {
      return InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private boolean allowsPort(int port) {
    if (port == 0 || port > PORT_MAX) {
      return false;
    }
    return allowHttp || port == -1 || port == HTTPS_PORT || ports.contains(port);
  }

  private static @Nullable URI parse(String url) {
    if (url.length() > URL_LENGTH_MAX || !url.chars().allMatch(each -> each > ' ' && each < 0x7f)) {
      return null;
    }
    try {
      return new URI(url);
    } catch (URISyntaxException _) {
      return null;
    }
  }

  private static boolean isPublicV4(byte[] address) {
    return FORBIDDEN_V4.stream().noneMatch(range -> range.contains(address));
  }

  private static boolean isPublicV6(byte[] address) {
    return GLOBAL_V6.contains(address)
        && FORBIDDEN_V6.stream().noneMatch(range -> range.contains(address));
  }

  private static boolean hasScope(InetAddress address) {
    return address instanceof Inet6Address v6
        && (v6.getScopeId() != 0 || v6.getScopedInterface() != null);
  }

  /// An IPv4 address in its IPv6 clothes, undressed.
  private static byte[] unmapped(byte[] address) {
    if (address.length == 16 && address[10] == -1 && address[11] == -1) {
      for (int i = 0; i < 10; i++) {
        if (address[i] != 0) {
          return address;
        }
      }
      return Arrays.copyOfRange(address, MAPPED_LENGTH, address.length);
    }
    return address;
  }

  private static List<AddressRange> ranges(String... blocks) {
    return Arrays.stream(blocks).map(AddressRange::parse).toList();
  }
}
