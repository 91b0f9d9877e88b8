package dev.muster.quickstart.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.quickstart.bench.http.HttpLoad.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {
  private static final byte[] REQUEST = "POST / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte[] ANSWER =
      "HTTP/1.1 202 \r\nContent-Length: 2\r\n\r\n{}".getBytes(ISO_8859_1);
  private static final long STALL_MILLIS = 400;

  private final CountDownLatch closed = new CountDownLatch(1);
  private ServerSocket server;
  private HttpLoad load;

  /// A server that is slow once, with its first answer, on the one connection there is.
  @BeforeEach
  void serve() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    load = new HttpLoad(URI.create("http://127.0.0.1:" + server.getLocalPort()), 1);
    Thread.ofVirtual().start(this::answer);
  }

  @AfterEach
  void close() throws IOException {
    closed.countDown();
    server.close();
  }

  private void answer() {
    try (Socket socket = server.accept()) {
      boolean first = true;
      InputStream in = socket.getInputStream();
      while (in.readNBytes(REQUEST.length).length == REQUEST.length) {
        if (first && closed.await(STALL_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
        first = false;
        socket.getOutputStream().write(ANSWER);
      }
    } catch (IOException | InterruptedException e) {
      // The test is over.
    }
  }

  /// 40 requests are due while the server stalls, and all of them wait for it.
  @Test
  void inAnOpenLoopAWaitCountsFromWhenTheRequestWasDue() throws IOException {
    Outcome outcome = load.openLoop(requests(60), 202, 100);
    assertThat(outcome.answers().millis(100)).isGreaterThanOrEqualTo(STALL_MILLIS);
    assertThat(outcome.answers().millis(50)).isGreaterThan(STALL_MILLIS / 10.0);
    assertThat(outcome.seconds()).isGreaterThanOrEqualTo(0.59);
  }

  /// Where each comes after the answer to the one before, only the first waits.
  @Test
  void inAClosedLoopNobodyElseWaits() throws IOException {
    Outcome outcome = load.closedLoop(requests(60), 202);
    assertThat(outcome.answers().millis(100)).isGreaterThanOrEqualTo(STALL_MILLIS);
    assertThat(outcome.answers().millis(50)).isLessThan(STALL_MILLIS / 10.0);
  }

  @Test
  void anotherStatusIsNoAnswer() {
    assertThatThrownBy(() -> load.openLoop(requests(2), 200, 100))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no 200");
  }

  private static List<byte[]> requests(int count) {
    return Collections.nCopies(count, REQUEST);
  }
}
