package dev.muster.quickstart.drop;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/// A webhook receiver such as a user would write it: it verifies every signature with the published
/// library before it looks at anything, and answers 204. Each path is a mailbox of its own.
public final class WebhookReceiver implements AutoCloseable {
  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;
  private static final int BACKLOG = 512;

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Mailbox> mailboxes = new ConcurrentHashMap<>();

  private WebhookReceiver(ServerSocket server) {
    this.server = server;
  }

  /// Listens on a free loopback port.
  public static WebhookReceiver start() {
    try {
      var server = new ServerSocket();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      var receiver = new WebhookReceiver(server);
      Thread.ofVirtual().name("receiver").start(receiver::accept);
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen for webhooks", e);
    }
  }

  /// What an endpoint is told.
  @FunctionalInterface
  interface Mail {
    /// A request whose signature holds.
    ///
    /// @param webhookId the event's id: the same in every delivery of it
    void delivered(String webhookId, byte[] body);
  }

  /// What came to one path.
  static final class Mailbox {
    /// Requests, repeats included.
    final LongAdder requests = new LongAdder();

    /// Requests whose signature did not hold.
    final LongAdder unsigned = new LongAdder();

    private final Webhook verifier;
    private final Mail mail;

    private Mailbox(String secret, Mail mail) {
      this.verifier = new Webhook(secret);
      this.mail = mail;
    }

    private int take(Map<String, List<String>> headers, byte[] body) {
      requests.increment();
      try {
        verifier.verify(new String(body, StandardCharsets.UTF_8), headers);
      } catch (WebhookVerificationException e) {
        unsigned.increment();
        return BAD_REQUEST;
      }
      mail.delivered(
          headers.getOrDefault(Webhook.UNBRANDED_MSG_ID_KEY, List.of("")).getFirst(), body);
      return NO_CONTENT;
    }
  }

  /// Where an endpoint of that path is to send.
  URI uri(String path) {
    return URI.create(
        "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + path);
  }

  /// Opens a mailbox; until then its path answers 400, and the sender tries again later.
  Mailbox open(String path, String secret, Mail mail) {
    var mailbox = new Mailbox(secret, mail);
    mailboxes.put(path, mailbox);
    return mailbox;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().name("receiver-connection").start(() -> serve(socket));
      } catch (IOException e) {
        return; // Closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var connection = new DefaultBHttpServerConnection(null, Http1Config.DEFAULT)) {
      socket.setTcpNoDelay(true);
      connection.bind(socket);
      while (answer(connection)) {
        // One request after another, for as long as the sender keeps the connection.
      }
    } catch (IOException | HttpException e) {
      // The sender is gone, or we are closing.
    } finally {
      open.remove(socket);
    }
  }

  private boolean answer(DefaultBHttpServerConnection connection)
      throws IOException, HttpException {
    ClassicHttpRequest request = connection.receiveRequestHeader();
    if (request == null) {
      return false;
    }
    connection.receiveRequestEntity(request);
    byte[] body =
        request.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(request.getEntity());
    Mailbox mailbox = mailboxes.get(request.getPath());
    int status = mailbox == null ? BAD_REQUEST : mailbox.take(headers(request), body);
    connection.sendResponseHeader(new BasicClassicHttpResponse(status));
    connection.flush();
    return true;
  }

  private static Map<String, List<String>> headers(ClassicHttpRequest request) {
    Map<String, List<String>> headers = new HashMap<>();
    for (Header header : request.getHeaders()) {
      headers.put(header.getName().toLowerCase(Locale.ROOT), List.of(header.getValue()));
    }
    return headers;
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
