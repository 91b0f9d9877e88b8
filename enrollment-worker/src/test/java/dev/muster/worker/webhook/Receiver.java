package dev.muster.worker.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An HTTP server on raw sockets that can do whatever a bad receiver does.
public final class Receiver implements AutoCloseable {
  private static final long PATIENCE_S = 20;

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Request> arrivals = new LinkedBlockingQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// A request as it came.
  public record Request(String line, Map<String, String> headers, String body) {
    /// The header of that name in lower case, or nothing.
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /// What to do about a request.
  @FunctionalInterface
  public interface Behaviour {
    void answer(Request request, OutputStream out, Receiver receiver)
        throws IOException, InterruptedException;
  }

  public Receiver(Behaviour behaviour) {
    this.behaviour = behaviour;
    try {
      this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("receiver").start(this::accept);
  }

  /// Answers every request with a status.
  public static Behaviour status(int status, String... headers) {
    return (_, out, _) -> write(out, status, "ok", headers);
  }

  /// Never answers.
  public static Behaviour hang() {
    return (_, _, receiver) -> receiver.closed.await();
  }

  /// Breaks the connection instead of answering.
  public static Behaviour reset() {
    return (_, _, _) -> {
      throw new IOException("reset");
    };
  }

  /// Writes a whole answer.
  public static void write(OutputStream out, int status, String body, String... headers)
      throws IOException {
    var text = new StringBuilder("HTTP/1.1 " + status + " Text\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    text.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
    out.write(text.toString().getBytes(ISO_8859_1));
    out.flush();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  public int port() {
    return server.getLocalPort();
  }

  /// Waits for the next request.
  public Request next() throws InterruptedException {
    Request request = arrivals.poll(PATIENCE_S, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("nothing came in " + PATIENCE_S + " s");
    }
    return request;
  }

  /// Everything that came so far.
  public List<Request> requests() {
    return requests;
  }

  /// Connections that were ever made.
  public int connections() {
    return connections.size();
  }

  private final List<Integer> connections = new CopyOnWriteArrayList<>();

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        connections.add(socket.getPort());
        Thread.ofPlatform().daemon().name("receiver-connection").start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
      closed.countDown();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Request request = read(in);
      while (request != null) {
        requests.add(request);
        arrivals.add(request);
        behaviour.answer(request, socket.getOutputStream(), this);
        request = read(in);
      }
    } catch (IOException e) {
      sockets.remove(socket);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      throw new IOException("closed");
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(first, headers, new String(in.readNBytes(length), ISO_8859_1));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      closed.countDown();
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
