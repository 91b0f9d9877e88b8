package dev.muster.schemas.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class BootstrapServersTest {
  private static final int LENGTH_AND_REQUEST = 14;

  /// A TLS record that holds a fatal alert.
  private static final byte[] ALERT = {0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x50};

  /// The length of a Kafka answer, and a part of it.
  private static final byte[] ANSWER = {0, 0, 0, 10, 0, 0, 0, 1};

  @ParameterizedTest
  @ValueSource(strings = {"broker:9092", "a:1, b:65535", "[::1]:9092", "127.0.0.1:9092,"})
  void whatKafkaTakesIsTaken(String servers) {
    assertThat(BootstrapServers.checked(servers)).isEqualTo(servers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "broker", "broker:", "broker:99999", "broker:kafka", "a:1,b"})
  void whatKafkaWouldStumbleOverIsRefused(String servers) {
    assertThatThrownBy(() -> BootstrapServers.checked(servers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("muster.kafka.bootstrap-servers");
  }

  @Test
  void aServerThatAnswersInTlsIsTold() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var answered = CompletableFuture.runAsync(() -> answer(server, ALERT));
      String address = "127.0.0.1:" + server.getLocalPort();

      assertThatThrownBy(() -> BootstrapServers.requirePlaintextWanted(address, Map.of()))
          .isInstanceOf(WrongSettingException.class)
          .hasMessage(
              "muster.kafka.properties.security.protocol is PLAINTEXT, but %s takes TLS only",
              address);
      answered.join();
    }
  }

  @Test
  void aServerThatAnswersPlainlyOrNotAtAllIsLeftToTheClients() throws Exception {
    String gone;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var answered = CompletableFuture.runAsync(() -> answer(server, ANSWER));
      gone = "127.0.0.1:" + server.getLocalPort();
      BootstrapServers.requirePlaintextWanted(gone, Map.of());
      answered.join();
    }
    assertThatCode(() -> BootstrapServers.requirePlaintextWanted(gone, Map.of()))
        .doesNotThrowAnyException();
  }

  private static void answer(ServerSocket server, byte[] bytes) {
    try (Socket socket = server.accept()) {
      var request = socket.getInputStream().readNBytes(LENGTH_AND_REQUEST);
      assertThat(request).hasSize(LENGTH_AND_REQUEST);
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
