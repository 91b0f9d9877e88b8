package dev.muster.quickstart.rehearse.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// An API that accepts everything, and can be told to answer nobody for a while or to send people
/// away.
final class FakeApi implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final CountDownLatch answering;
  private final Map<String, UUID> ids = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
  private final int refusals;

  /// @param refusals how often everybody is told to come again
  FakeApi(CountDownLatch answering, int refusals) throws IOException {
    this.answering = answering;
    this.refusals = refusals;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// How often a request came under each key.
  Map<String, AtomicInteger> attempts() {
    return attempts;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      exchange.getRequestBody().readAllBytes();
      int attempt = attempts.computeIfAbsent(key, _ -> new AtomicInteger()).incrementAndGet();
      answering.await();
      if (attempt <= refusals) {
        exchange.getResponseHeaders().set("Retry-After", "0");
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      UUID id = ids.computeIfAbsent(key, _ -> UUID.randomUUID());
      exchange.getResponseHeaders().set("Location", "/v1/enrollment-requests/" + id);
      byte[] body = "{}".getBytes(UTF_8);
      exchange.sendResponseHeaders(202, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
