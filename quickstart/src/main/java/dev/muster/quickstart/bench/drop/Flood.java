package dev.muster.quickstart.bench.drop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.muster.quickstart.drop.ApiCommand;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/// As many requests as the API takes, from one thread over a few dozen connections: the load
/// generator shares the machine with everything that it measures.
final class Flood {
  private static final int LINES = 64;
  private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

  private final URI api;

  Flood(URI api) {
    this.api = api;
  }

  /// Sends every request once and returns when all have their 202.
  ///
  /// @param command the request by its number
  /// @throws IOException if one is not accepted; none is sent twice
  void run(long count, LongFunction<ApiCommand> command) throws IOException {
    var address = new InetSocketAddress(api.getHost(), api.getPort());
    List<Line> lines = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      long sent = 0;
      long accepted = 0;
      for (int i = 0; i < LINES && sent < count; i++) {
        Line line = Line.open(address, selector);
        lines.add(line);
        line.send(bytes(command.apply(sent++)));
      }
      while (accepted < count) {
        if (selector.select(SILENCE_MAX.toMillis()) == 0) {
          throw new IOException("the API is silent, after %,d answers".formatted(accepted));
        }
        for (SelectionKey key : selector.selectedKeys()) {
          Line line = (Line) key.attachment();
          if (line.read()) {
            accepted++;
            if (sent < count) {
              line.send(bytes(command.apply(sent++)));
            }
          }
        }
        selector.selectedKeys().clear();
      }
    } finally {
      for (Line line : lines) {
        line.close();
      }
    }
  }

  private ByteBuffer bytes(ApiCommand command) {
    String request =
        command.method()
            + " "
            + command.path()
            + " HTTP/1.1\r\nHost: "
            + api.getAuthority()
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + command.body().length()
            + "\r\n\r\n"
            + command.body();
    return ByteBuffer.wrap(request.getBytes(ISO_8859_1));
  }
}
