package dev.muster.quickstart.rehearse.proxy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// One connection on its way through the proxy, message by message.
final class Relay {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;
  private static final int PROTOCOL_3 = 3 << 16;
  private static final int LENGTH_BYTES = 4;

  /// Beyond it, it is no length but another protocol.
  private static final int MESSAGE_BYTES_MAX = 1 << 30;

  private final PostgresProxy proxy;
  private final Socket client;
  private final Socket server;
  private final DataInputStream fromClient;
  private final DataOutputStream toClient;
  private final DataInputStream fromServer;
  private final DataOutputStream toServer;

  /// Set once, before the COMMIT goes out whose answer shall be lost.
  private volatile @Nullable CommitDrop losingAnswer;

  Relay(PostgresProxy proxy, Socket client, Socket server) throws IOException {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    fromClient = in(client);
    toClient = out(client);
    fromServer = in(server);
    toServer = out(server);
  }

  /// Returns when the connection has ended.
  void run() {
    try {
      if (startUp()) {
        Thread.ofVirtual().start(() -> pump(this::passAnswers));
        pump(this::passRequests);
      } else {
        end();
      }
    } catch (IOException e) {
      end();
    }
  }

  int serverSidePort() {
    return server.getLocalPort();
  }

  /// Resets both sides.
  void reset() {
    reset(client);
    reset(server);
    end();
  }

  static void reset(Socket socket) {
    try {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0); // Without it the other side would see an orderly end.
      }
    } catch (IOException e) {
      // It is gone already.
    }
    close(socket);
  }

  /// What comes before the first message with a type.
  ///
  /// @return whether there is more to come
  private boolean startUp() throws IOException {
    while (true) {
      int length = fromClient.readInt();
      int code = fromClient.readInt();
      toServer.writeInt(length);
      toServer.writeInt(code);
      toServer.write(body(fromClient, length - LENGTH_BYTES));
      toServer.flush();
      if (code != SSL_REQUEST && code != GSS_REQUEST) {
        return code >= PROTOCOL_3 && code < PROTOCOL_3 + (1 << 16); // Else it asks for a cancel.
      }
      int answer = fromServer.read();
      if (answer != 'N') {
        throw new IOException("encrypted, or gone");
      }
      toClient.write(answer);
      toClient.flush();
    }
  }

  private void passRequests() throws IOException {
    var commits = new CommitMessages();
    while (true) {
      int type = fromClient.readUnsignedByte();
      int length = fromClient.readInt();
      byte[] body = body(fromClient, length);
      if (commits.isCommit(type, body)) {
        toServer.flush(); // What came before it is not part of what is lost.
        CommitDrop drop = proxy.take(serverSidePort());
        if (drop != null && drop.lost() == CommitDrop.Lost.REQUEST) {
          reset();
          drop.done(serverSidePort(), length + 1);
          return;
        }
        losingAnswer = drop;
      }
      write(toServer, type, length, body, fromClient.available() == 0);
    }
  }

  private void passAnswers() throws IOException {
    while (true) {
      int type = fromServer.readUnsignedByte();
      int length = fromServer.readInt();
      byte[] body = body(fromServer, length);
      CommitDrop drop = losingAnswer;
      if (drop != null && CommitMessages.isCommitted(type, body)) {
        reset();
        drop.done(serverSidePort(), length + 1);
        return;
      }
      write(toClient, type, length, body, fromServer.available() == 0);
    }
  }

  private void write(DataOutputStream out, int type, int length, byte[] body, boolean last)
      throws IOException {
    out.writeByte(type);
    out.writeInt(length);
    out.write(body);
    if (last) {
      proxy.holdUp();
      out.flush();
    }
  }

  /// What follows a length, which counts itself.
  private static byte[] body(DataInputStream in, int length) throws IOException {
    int bytes = length - LENGTH_BYTES;
    if (bytes < 0 || bytes > MESSAGE_BYTES_MAX) {
      throw new IOException("not PostgreSQL's protocol");
    }
    byte[] body = in.readNBytes(bytes);
    if (body.length < bytes) {
      throw new EOFException();
    }
    return body;
  }

  private void pump(Pump pump) {
    try {
      pump.run();
    } catch (IOException e) {
      // One side has gone: so does the other.
    } finally {
      end();
    }
  }

  private void end() {
    close(client);
    close(server);
    proxy.ended(this);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is lost: it is only being let go.
    }
  }

  private static DataInputStream in(Socket socket) throws IOException {
    return new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
  }

  private static DataOutputStream out(Socket socket) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES));
  }

  @FunctionalInterface
  private interface Pump {
    void run() throws IOException;
  }
}
