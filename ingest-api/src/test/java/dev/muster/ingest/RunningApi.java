package dev.muster.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.ingest.IngestApi.Serving;
import dev.muster.ingest.log.CommandLog;
import dev.muster.ingest.outcome.ResultSource;
import dev.muster.schemas.testing.TestDatabase;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole application on a free port, on a real database as the API's own role, with a log that
/// the test owns.
@NullMarked
final class RunningApi implements AutoCloseable {
  private static final String MANAGEMENT_PORT = "--management.server.port=";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  final TestDatabase database;
  final MemoryLog log = new MemoryLog();
  final MemoryResults results = new MemoryResults();
  private final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  RunningApi(String... settings) {
    this(TestDatabase.create(), settings);
  }

  /// One more replica, or the same one after a restart.
  RunningApi(TestDatabase database, String... settings) {
    this.database = database;
    this.context = start(database.url(), log, results, settings);
    this.port = port(context);
  }

  static ConfigurableApplicationContext start(
      String databaseUrl, CommandLog log, ResultSource results, String... settings) {
    var application = IngestApi.application(Serving.class);
    application.addInitializers(
        context -> {
          context.getBeanFactory().registerSingleton("commandLog", log);
          context.getBeanFactory().registerSingleton("results", results);
        });
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--logging.level.root=warn",
                "--server.address=127.0.0.1",
                "--muster.kafka.bootstrap-servers=127.0.0.1:1",
                "--muster.request-id-secret=a secret of the tests",
                "--muster.database.password=postgres",
                "--muster.database.url=" + databaseUrl));
    arguments.addAll(List.of(settings));
    if (arguments.stream().noneMatch(each -> each.startsWith(MANAGEMENT_PORT))) {
      arguments.add(MANAGEMENT_PORT + "-1");
    }
    return application.run(arguments.toArray(String[]::new));
  }

  static int port(ConfigurableApplicationContext context) {
    var server = ((WebServerApplicationContext) context).getWebServer();
    if (server == null) {
      throw new IllegalStateException("There is no web server");
    }
    return server.getPort();
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(40));
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = to(path);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /// Sends a JSON body.
  HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request = to(path).header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.method(method, BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Where it serves its health and metrics, if it was told to.
  URI management(String path) {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.management.port") + path);
  }

  /// The value of a metric of its own.
  double metric(String name) {
    return metric(context, name);
  }

  static double metric(ConfigurableApplicationContext context, String name) {
    return context
        .getBean(PrometheusMeterRegistry.class)
        .scrape()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /// How often the database was asked for outcomes.
  int statusReads() {
    return (int) metric("muster_status_database_reads_total");
  }

  /// Waits until so many callers wait for outcomes.
  void awaitWaiting(int callers) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while ((int) metric("muster_longpoll_waiting") != callers) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("It never came to " + callers + " who wait");
      }
    }
  }

  /// A connection of one's own.
  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  /// Sends without waiting for the answer.
  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  /// Ends the application; what is under way gets its answer or not, as it sees to it.
  void stop() {
    context.close();
  }

  /// Sends bytes as they are and reads until the server closes.
  String raw(String bytes) throws IOException {
    try (var socket = connect()) {
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write(bytes.getBytes(UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  /// The body of an enrollment request.
  static String enroll(UUID tournamentId, UUID playerId) {
    return "{\"type\":\"ENROLL\",\"tournamentId\":\""
        + tournamentId
        + "\",\"playerId\":\""
        + playerId
        + "\"}";
  }

  @Override
  public void close() {
    client.close();
    context.close();
    database.close();
  }
}
