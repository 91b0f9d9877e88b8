package dev.muster.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NullMarked
@Timeout(60)
class SlowReaderTest {
  private static StreamSettings settings(Duration stalledMax) {
    return new StreamSettings(10, 10, Duration.ofSeconds(15), stalledMax);
  }

  /// Reads so many bytes, or to the end.
  private static long read(Socket socket, long bytesMax) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[64 * 1024];
    long bytes = 0;
    for (int read; bytes < bytesMax && (read = in.read(buffer)) >= 0; ) {
      bytes += read;
    }
    return bytes;
  }

  @Test
  void whoTakesNothingIsDroppedWhileOthersReadOn() throws Exception {
    try (var server = new StreamServer(settings(Duration.ofSeconds(1)));
        Socket asleep = server.reader();
        Socket awake = server.reader()) {
      while (server.dropped() == 0) {
        assertThat(read(awake, 1)).isPositive();
      }
      assertThat(server.dropped()).isEqualTo(1);
      // Several events more.
      assertThat(read(awake, 5_000_000)).isGreaterThanOrEqualTo(5_000_000);
      assertThat(server.dropped()).isEqualTo(1);
      assertThat(server.open()).isEqualTo(1);
      assertCutOff(asleep);
    }
  }

  /// What was on its way arrives or not, and no more than that: nothing is buffered for a reader
  /// who sleeps.
  private static void assertCutOff(Socket socket) {
    long bytes;
    try {
      bytes = read(socket, Long.MAX_VALUE);
    } catch (IOException e) {
      // Cut off in the middle.
      bytes = 0;
    }
    assertThat(bytes).isLessThan(20_000_000);
  }

  @Test
  void whoReadsSlowlyIsNotDropped() throws Exception {
    try (var server = new StreamServer(settings(Duration.ofSeconds(2)));
        Socket slow = server.reader();
        Socket asleep = server.reader()) {
      while (server.dropped() == 0) {
        // A little at a time, for longer than anybody may sleep.
        assertThat(read(slow, 100_000)).isPositive();
      }
      assertThat(server.dropped()).isEqualTo(1);
      assertThat(asleep.isConnected()).isTrue();
      assertThat(read(slow, 1_000_000)).isPositive();
    }
  }

  @Test
  void whoSleepsDoesNotHoldTheShutdown() throws Exception {
    try (var server = new StreamServer(settings(Duration.ofMinutes(1)));
        Socket asleep = server.reader();
        Socket awake = server.reader()) {
      // Enough for the buffers of the one who sleeps to be full.
      read(awake, 12_000_000);
      assertThat(server.open()).isEqualTo(2);
      server.streams.stop();
      long start = System.nanoTime();
      while (server.open() > 0) {
        read(awake, 1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      }
      assertThat(server.dropped()).isZero();
      assertThat(asleep.isConnected()).isTrue();
    }
  }
}
