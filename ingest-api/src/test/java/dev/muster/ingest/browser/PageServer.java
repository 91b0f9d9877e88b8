package dev.muster.ingest.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One origin for a browser: a page that opens an `EventSource` and reports what it sees, and the
/// API behind a proxy that can cut a stream off.
@NullMarked
public final class PageServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int WAIT_S = 40;
  private static final String PAGE =
      """
      <!doctype html>
      <title>EventSource</title>
      <script>
        let reported = Promise.resolve();
        const report = seen => reported =
            reported.then(() => fetch('/seen', {method: 'POST', body: JSON.stringify(seen)}));
        const source = new EventSource(new URLSearchParams(location.search).get('stream'));
        const told = event =>
            report({what: event.type, id: event.lastEventId, data: JSON.parse(event.data)});
        source.addEventListener('status', told);
        source.addEventListener('tournament', told);
        source.onerror = () => report({what: source.readyState === EventSource.CLOSED ? 'closed' : 'lost'});
      </script>
      """;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<JsonNode> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<Passed> passed = new LinkedBlockingQueue<>();
  private final URI api;
  private volatile @Nullable InputStream stream;

  /// A request that went through the proxy.
  ///
  /// @param lastEventId as the browser sent it, or empty
  /// @param status as the API answered
  public record Passed(String lastEventId, int status) {}

  /// @param api where the API is
  public PageServer(URI api) throws IOException {
    this.api = api;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/page", exchange -> answer(exchange, PAGE.getBytes(UTF_8)));
    server.createContext("/seen", this::note);
    server.createContext("/v1/", this::pass);
    server.start();
  }

  /// The page that watches one stream.
  public String page(String stream) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/page?stream=" + stream;
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private void note(HttpExchange exchange) throws IOException {
    seen.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private void pass(HttpExchange exchange) throws IOException {
    String lastEventId = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    HttpRequest.Builder request = HttpRequest.newBuilder(api.resolve(exchange.getRequestURI()));
    request.header("Accept", exchange.getRequestHeaders().getFirst("Accept"));
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      var response = client.send(request.build(), BodyHandlers.ofInputStream());
      passed.add(new Passed(lastEventId == null ? "" : lastEventId, response.statusCode()));
      passBody(exchange, response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Where the stream breaks off the browser gets no proper end either.
  private void passBody(HttpExchange exchange, HttpResponse<InputStream> response)
      throws IOException {
    response
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    boolean empty = response.statusCode() == 204;
    exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : 0);
    if (empty) {
      exchange.close();
      return;
    }
    try (InputStream in = response.body()) {
      stream = in;
      OutputStream out = exchange.getResponseBody();
      byte[] buffer = new byte[1024];
      for (int read; (read = in.read(buffer)) >= 0; ) {
        out.write(buffer, 0, read);
        out.flush();
      }
      out.close();
    }
  }

  /// Breaks off the stream that was opened last.
  public void cut() throws IOException {
    InputStream open = stream;
    if (open == null) {
      throw new IllegalStateException("There is no stream");
    }
    open.close();
  }

  /// What the page saw next.
  public JsonNode seen() throws InterruptedException {
    return next(seen, "The page reported nothing");
  }

  /// The next request for a stream.
  public Passed passed() throws InterruptedException {
    return next(passed, "The browser asked for nothing");
  }

  private static <T> T next(BlockingQueue<T> queue, String otherwise) throws InterruptedException {
    T next = queue.poll(WAIT_S, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError(otherwise);
    }
    return next;
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
    client.close();
    threads.shutdownNow();
    threads.close();
  }
}
