package dev.muster.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class ClientAddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "::ffff:192.0.2.1, 192.0.2.1, true",
    "2001:db8::1, 2001:db8:0:0:ffff::, true",
    "2001:db8::1, 2001:db8:0:1::1, false",
    "fe80::1%eth7, fe80::2, true",
    "unknown, unknown, true",
    "unknown, 192.0.2.1, false",
  })
  void oneClientIsOneAddressOrOneNetwork(String one, String other, boolean same) {
    assertThat(ClientAddress.of(one).equals(ClientAddress.of(other))).isEqualTo(same);
  }
}
