package dev.muster.quickstart.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
  private static final int EPHEMERAL_FIRST = 32_768;
  private static final int MANY = 200;

  @Test
  void noPortIsOneThatAnOutgoingConnectionMayTake() {
    Set<Integer> ports = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      ports.add(Ports.free());
    }
    assertThat(ports).hasSize(MANY).allMatch(port -> port > 1024 && port < EPHEMERAL_FIRST);
  }

  @Test
  void aPortThatIsTakenIsPassedOver() throws IOException {
    int next = Ports.free() + 1;
    try (var taken = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.free()).isNotEqualTo(taken.getLocalPort());
    }
  }
}
