package dev.muster.schemas.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What may be called and what may not.
class TargetPolicyTest {
  private final TargetPolicy strict = new TargetPolicy(false, List.of(8443), List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "168.63.129.17",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2606:4700:4700::1111",
        "2a00:1450:4001::200e",
        "64:ff9b::8.8.8.8",
        "::ffff:8.8.8.8"
      })
  void thePublicInternetMayBeCalled(String address) {
    assertThat(strict.permits(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::127.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::8.8.8.8",
        "100::1",
        "2001::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void whatIsNotMayNot(String address) {
    assertThat(strict.permits(InetAddress.ofLiteral(address))).isFalse();
  }

  @Test
  void anOperatorCanAllowInsideBlocks() throws UnknownHostException {
    var policy = new TargetPolicy(false, List.of(), List.of("10.1.0.0/16", "fd00::/8", "::1"));

    assertThat(policy.permits(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
    assertThat(policy.permits(InetAddress.ofLiteral("10.2.0.1"))).isFalse();
    assertThat(policy.permits(InetAddress.ofLiteral("fd12::1"))).isTrue();
    assertThat(policy.permits(InetAddress.ofLiteral("::1"))).isTrue();
    assertThat(policy.permits(InetAddress.ofLiteral("::2"))).isFalse();
    // An IPv4 address is the same one in IPv6 clothes.
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 1, 2, 3};
    assertThat(policy.permits(InetAddress.getByAddress(mapped))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "example.com", "10.0.0", "10.0.0.0/a", ""})
  void aBlockThatIsNoneIsRefused(String block) {
    assertThatThrownBy(() -> new TargetPolicy(false, List.of(), List.of(block)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "https://example.com/hook?a=b",
        "HTTPS://EXAMPLE.COM:443/",
        "https://example.com:8443/",
        "https://8.8.8.8/",
        "https://[2606:4700:4700::1111]/"
      })
  void thisUrlIsFine(String url) {
    assertThat(strict.objection(url)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com/hook",
        "/hook",
        "http://example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "https://",
        "https:///hook",
        "https:example.com",
        "https://user@example.com/",
        "https://user:password@example.com/",
        "https://@example.com/",
        "https://example.com/#part",
        "https://example.com#",
        "https://example.com:80/",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://exa mple.com/",
        "https://example.com/\r\nx: y",
        "https://ex\u00e4mple.com/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1%25eth0]/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://127.1/",
        "https://0/",
        "https://169.254.169.254/latest/meta-data"
      })
  void thisUrlIsNot(String url) {
    assertThat(strict.objection(url)).isNotNull();
  }

  @Test
  void forDevelopmentPlainHttpAndAnyPortCanBeAllowed() {
    var open = new TargetPolicy(true, List.of(), List.of("127.0.0.0/8"));

    assertThat(open.objection("http://127.0.0.1:8080/")).isNull();
    assertThat(open.objection("http://localhost:8080/")).isNull();
    assertThat(open.objection("http://10.0.0.1/")).isNotNull();
    assertThat(open.objection("gopher://127.0.0.1/")).isNotNull();
  }
}
