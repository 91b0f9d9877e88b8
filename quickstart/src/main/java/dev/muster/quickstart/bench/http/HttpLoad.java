package dev.muster.quickstart.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.bench.decide.Wanted;
import dev.muster.quickstart.bench.load.Pace;
import dev.muster.quickstart.drop.Percentiles;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Many connections on one thread, each with one request at a time: as little work as can be beside
/// the server on the same processors. Requests are made before, and of an answer only the status
/// and the length are read.
final class HttpLoad {
  private static final int ANSWER_BYTES_MAX = 8 * 1024;
  private static final long SILENCE_NANOS_MAX = 20_000_000_000L;
  private static final long NANOS_A_MILLI = 1_000_000;
  private static final long IDLE_NANOS_MAX = 100 * NANOS_A_MILLI;
  private static final long NAP_NANOS = 50_000;
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte[] LENGTH = "content-length:".getBytes(ISO_8859_1);

  private final InetSocketAddress server;
  private final int connections;

  /// What came of a load.
  ///
  /// @param begunNanos when the first request was due, by [System#nanoTime()]
  /// @param seconds from the first request to the last answer
  /// @param requests so many were sent, and all of these were answered
  /// @param unsent so many were due, but no connection was free for them in time
  /// @param answers from each request to its answer, in nanoseconds; of one that was never sent,
  ///     how long it had waited when the last answer came
  record Outcome(long begunNanos, double seconds, int requests, int unsent, Percentiles answers) {
    /// Answers in a second.
    double rate() {
      return requests / seconds;
    }

    /// When the last answer came, by [System#nanoTime()].
    long endNanos() {
      return begunNanos + Math.round(seconds * 1e9);
    }
  }

  /// When requests are sent, in nanoseconds from the beginning.
  ///
  /// @param perSecond so many are due; none is ever due where it is 0, and each is sent as soon as
  ///     a connection is free
  /// @param patienceNanos so long after the last one was due, none is sent any more
  private record Timing(int perSecond, long patienceNanos) {
    static final Timing CLOSED = new Timing(0, 0);

    boolean isOpen() {
      return perSecond > 0;
    }

    long due(int number) {
      return isOpen() ? new Pace(0, perSecond).dueNanos(number) : 0;
    }

    boolean isOver(long elapsed, int count) {
      return isOpen() && elapsed > due(count - 1) + patienceNanos;
    }
  }

  private static final class Exchange {
    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES_MAX);
    private int request;
    private long beganNanos;

    Exchange(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /// To a server, over so many connections; each load has its own, which are opened before its
  /// clock starts.
  HttpLoad(URI server, int connections) {
    this.server = new InetSocketAddress(server.getHost(), server.getPort());
    this.connections = connections;
  }

  /// A request for a seat, as it goes over the wire.
  static byte[] request(URI server, String path, Wanted wish) {
    String body =
        """
        {"type":"ENROLL","tournamentId":"%s","playerId":"%s"}"""
            .formatted(wish.tournamentId(), wish.playerId());
    return """
    POST %s HTTP/1.1\r
    Host: %s\r
    Content-Type: application/json\r
    Content-Length: %d\r
    \r
    %s"""
        .formatted(path, server.getAuthority(), body.length(), body)
        .getBytes(UTF_8);
  }

  /// Sends all of them, each connection the next one as soon as it has its answer.
  ///
  /// @param status that every answer must have
  Outcome closedLoop(List<byte[]> requests, int status) throws IOException {
    return loop(requests, status, Timing.CLOSED);
  }

  /// Sends each when it is due, whether or not those before it have their answers. Where no
  /// connection is free it waits for one, and its answer counts from when it was due: a server that
  /// falls behind makes everybody behind wait.
  ///
  /// @param status that every answer must have
  /// @param patience so long after the last one was due, those that still wait for a connection are
  ///     not sent any more; the answers of those that were sent are waited for
  Outcome openLoop(List<byte[]> requests, int status, int perSecond, Duration patience)
      throws IOException {
    return loop(requests, status, new Timing(perSecond, patience.toNanos()));
  }

  private Outcome loop(List<byte[]> requests, int status, Timing timing) throws IOException {
    List<Exchange> exchanges = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        exchanges.add(connect(selector));
      }
      return loop(selector, exchanges, requests, status, timing);
    } finally {
      for (Exchange exchange : exchanges) {
        exchange.channel.close();
      }
    }
  }

  private Exchange connect(Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    var exchange = new Exchange(channel);
    channel.register(selector, SelectionKey.OP_READ, exchange);
    return exchange;
  }

  private static Outcome loop(
      Selector selector, List<Exchange> exchanges, List<byte[]> requests, int status, Timing timing)
      throws IOException {
    int count = requests.size();
    long[] nanos = new long[count];
    Deque<Exchange> free = new ArrayDeque<>(exchanges);
    int sent = 0;
    int answered = 0;
    long begun = System.nanoTime();
    long heard = begun;
    while (answered < sent || sent < count) {
      long elapsed = System.nanoTime() - begun;
      if (answered == sent && timing.isOver(elapsed, count)) {
        break;
      }
      while (sent < count
          && !free.isEmpty()
          && timing.due(sent) <= elapsed
          && !timing.isOver(elapsed, count)) {
        Exchange exchange = free.removeFirst();
        send(exchange, requests, sent);
        if (timing.isOpen()) {
          exchange.beganNanos = begun + timing.due(sent);
        }
        sent++;
      }
      boolean awaitsNext = timing.isOpen() && sent < count && !free.isEmpty();
      long idle = awaitsNext ? timing.due(sent) - (System.nanoTime() - begun) : IDLE_NANOS_MAX;
      if (select(selector, idle) > 0) {
        heard = System.nanoTime();
      } else if (answered < sent && System.nanoTime() - heard > SILENCE_NANOS_MAX) {
        throw new IOException("the server is silent");
      }
      for (SelectionKey key : selector.selectedKeys()) {
        var exchange = (Exchange) key.attachment();
        if (isAnswered(exchange, status)) {
          nanos[exchange.request] = System.nanoTime() - exchange.beganNanos;
          answered++;
          free.addLast(exchange);
        }
      }
      selector.selectedKeys().clear();
    }
    long end = System.nanoTime() - begun;
    // Those that nobody sent waited too: without them a server would look the faster the fewer it
    // serves.
    for (int i = sent; i < count; i++) {
      nanos[i] = end - timing.due(i);
    }
    return new Outcome(begun, end / 1e9, sent, count - sent, new Percentiles(Arrays.stream(nanos)));
  }

  /// Waits for an answer, no longer than that. A selector waits for whole milliseconds, and a
  /// request that is sent half of one late looks like a server that is slow: what is shorter is
  /// waited for in naps.
  private static int select(Selector selector, long nanos) throws IOException {
    if (nanos >= NANOS_A_MILLI) {
      return selector.select(Math.min(nanos, IDLE_NANOS_MAX) / NANOS_A_MILLI);
    }
    int ready = selector.selectNow();
    if (ready == 0 && nanos > 0) {
      LockSupport.parkNanos(Math.min(nanos, NAP_NANOS));
    }
    return ready;
  }

  private static void send(Exchange exchange, List<byte[]> requests, int number)
      throws IOException {
    exchange.request = number;
    exchange.beganNanos = System.nanoTime();
    ByteBuffer bytes = ByteBuffer.wrap(requests.get(number));
    // A few hundred bytes on a connection that has nothing else under way always fit.
    if (exchange.channel.write(bytes) == 0 || bytes.hasRemaining()) {
      throw new IOException("a request did not fit into the socket's buffer");
    }
  }

  private static boolean isAnswered(Exchange exchange, int status) throws IOException {
    if (exchange.channel.read(exchange.answer) < 0) {
      throw new EOFException("the server closed a connection");
    }
    byte[] bytes = exchange.answer.array();
    int length = exchange.answer.position();
    int head = indexOf(bytes, 0, length, HEAD_END);
    if (head < 0) {
      return false;
    }
    int found = (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
    if (found != status) {
      throw new IOException(
          "an answer was no " + status + ": " + new String(bytes, 0, length, UTF_8));
    }
    if (length < head + HEAD_END.length + contentLength(bytes, head)) {
      return false;
    }
    exchange.answer.clear();
    return true;
  }

  private static int contentLength(byte[] bytes, int head) throws IOException {
    int at = indexOf(bytes, 0, head, LENGTH);
    if (at < 0) {
      throw new IOException("an answer has no length");
    }
    int value = 0;
    for (int i = at + LENGTH.length; i < head && bytes[i] != '\r'; i++) {
      if (bytes[i] != ' ') {
        value = value * 10 + bytes[i] - '0';
      }
    }
    return value;
  }

  /// Where the pattern is, whatever the case of its letters; -1 if it is not there.
  private static int indexOf(byte[] bytes, int from, int to, byte[] pattern) {
    for (int i = from; i <= to - pattern.length; i++) {
      int matched = 0;
      while (matched < pattern.length && lower(bytes[i + matched]) == pattern[matched]) {
        matched++;
      }
      if (matched == pattern.length) {
        return i;
      }
    }
    return -1;
  }

  private static byte lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
  }
}
