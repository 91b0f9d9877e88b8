package dev.muster.quickstart.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.muster.quickstart.bench.http.HttpLoad.Outcome;
import dev.muster.quickstart.bench.http.OpenLoop.Round;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
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
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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
    Outcome outcome = load.openLoop(requests(60), 202, 100, PATIENCE);
    assertThat(outcome.answers().millis(100)).isGreaterThanOrEqualTo(STALL_MILLIS);
    assertThat(outcome.answers().millis(50)).isGreaterThan(STALL_MILLIS / 10.0);
    assertThat(outcome.seconds()).isGreaterThanOrEqualTo(0.59);
    assertThat(outcome.requests()).isEqualTo(60);
    assertThat(outcome.unsent()).isZero();
    Round round = Round.of(outcome, null, 100, outcome.begunNanos() + 600_000_000);
    assertThat(round.isKeptUp()).isTrue();
    assertThat(round.behindNanos()).isEqualTo(10_000_000);
    assertThat(round.reached()).isCloseTo(100, within(0.001));
  }

  /// 20 requests are due within 200 ms, the server stalls for 400: after the first one's answer
  /// nobody waits any longer.
  @Test
  void aServerThatFallsBehindIsReportedWithAllThatWaitedForIt() throws IOException {
    Outcome outcome = load.openLoop(requests(20), 202, 100, Duration.ofMillis(50));
    assertThat(outcome.requests()).isEqualTo(1);
    assertThat(outcome.unsent()).isEqualTo(19);
    assertThat(outcome.answers().millis(50)).isGreaterThanOrEqualTo(STALL_MILLIS - 100);
    assertThat(outcome.rate()).isLessThan(1_000.0 / STALL_MILLIS);
    Round round = Round.of(outcome, null, 100, outcome.endNanos());
    assertThat(round.isKeptUp()).isFalse();
    assertThat(round.reached()).isCloseTo(outcome.rate(), within(0.001));
  }

  @Test
  void whoIsFarBehindAtTheEndHasNotKeptUpThoughAllWereAnswered() throws IOException {
    Outcome outcome = load.openLoop(requests(20), 202, 100, PATIENCE);
    assertThat(Round.of(outcome, null, 100, outcome.begunNanos() + 430_000_000).isKeptUp())
        .isTrue();
    assertThat(Round.of(outcome, null, 100, outcome.begunNanos() + 450_000_000).isKeptUp())
        .isFalse();
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
    assertThatThrownBy(() -> load.openLoop(requests(2), 200, 100, PATIENCE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no 200");
  }

  private static List<byte[]> requests(int count) {
    return Collections.nCopies(count, REQUEST);
  }
}
