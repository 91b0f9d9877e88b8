package dev.muster.quickstart.bench.drop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One kept-alive connection that has one request under way at a time. It reads of an answer what
/// it must: that it is a 202, and where it ends.
final class Line implements AutoCloseable {
  private static final String ACCEPTED = "HTTP/1.1 202";
  private static final String LENGTH = "\r\ncontent-length:";
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final SocketChannel channel;
  private final ByteBuffer answer = ByteBuffer.allocate(16 * 1024);

  private Line(SocketChannel channel) {
    this.channel = channel;
  }

  static Line open(InetSocketAddress address, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    var line = new Line(channel);
    channel.register(selector, SelectionKey.OP_READ, line);
    return line;
  }

  /// Sends a request; one of a few hundred bytes always fits into the socket's buffer.
  void send(ByteBuffer request) throws IOException {
    answer.clear();
    while (request.hasRemaining()) {
      if (channel.write(request) == 0) {
        throw new IOException("the API does not read");
      }
    }
  }

  /// Reads what is there.
  ///
  /// @return whether the answer is complete
  /// @throws IOException if it is no 202, or the connection was closed
  boolean read() throws IOException {
    if (channel.read(answer) < 0) {
      throw new IOException("the API closed a connection");
    }
    String text = new String(answer.array(), 0, answer.position(), ISO_8859_1);
    int end = text.indexOf(END_OF_HEAD);
    if (end < 0) {
      return false;
    }
    int length = length(text, end);
    if (!text.startsWith(ACCEPTED) || length < 0) {
      throw new IOException("no 202 of known length: " + text);
    }
    return answer.position() >= end + END_OF_HEAD.length() + length;
  }

  /// Of the body; -1 if the head does not say.
  private static int length(String text, int end) {
    for (int from = text.indexOf("\r\n");
        from >= 0 && from < end;
        from = text.indexOf("\r\n", from + 1)) {
      if (text.regionMatches(true, from, LENGTH, 0, LENGTH.length())) {
        int begin = from + LENGTH.length();
        return Integer.parseInt(text.substring(begin, text.indexOf("\r\n", begin)).strip());
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
