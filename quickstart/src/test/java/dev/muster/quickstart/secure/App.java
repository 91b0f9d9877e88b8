package dev.muster.quickstart.secure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Polling;
import dev.muster.quickstart.system.ChildJvm;
import dev.muster.quickstart.system.ChildSpec;
import dev.muster.quickstart.system.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One of the applications as a process, set by environment variables and nothing else, as in
/// production.
final class App implements AutoCloseable {
  static final String REQUEST_ID_SECRET = "of-the-request-ids-77aa";
  static final String WEBHOOK_KEY =
      "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";

  private static final int HEAP_MIB = 256;
  private static final Duration STOP_MAX = Duration.ofSeconds(20);

  private final ChildJvm process;
  private final URI uri;

  private App(ChildJvm process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /// Starts an API, without waiting for it.
  ///
  /// @param settings how it reaches the broker and the database
  static App api(Path log, Map<String, String> settings) {
    return start("ingest-api", "dev.muster.ingest.IngestApi", log, settings);
  }

  /// Starts a worker, without waiting for it.
  ///
  /// @param settings how it reaches the broker and the database
  static App worker(Path log, Map<String, String> settings) {
    return start("worker", "dev.muster.worker.EnrollmentWorker", log, settings);
  }

  private static App start(String name, String main, Path log, Map<String, String> settings) {
    int port = Ports.free();
    Map<String, String> environment = new HashMap<>();
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("MANAGEMENT_SERVER_PORT", "0");
    environment.put("MUSTER_REQUEST_ID_SECRET", REQUEST_ID_SECRET);
    environment.put("MUSTER_TOPICS_REPLICATION_FACTOR", "1");
    environment.put("MUSTER_WEBHOOKS_SECRET_KEY", WEBHOOK_KEY);
    environment.put("MUSTER_WEBHOOKS_ALLOW_HTTP", "true");
    environment.put("MUSTER_WEBHOOKS_ANSWER_WAIT", "30s");
    environment.put("MUSTER_WEBHOOKS_ALLOWED_TARGETS", "127.0.0.0/8");
    environment.putAll(settings);
    var spec = new ChildSpec(name, main, List.of(), HEAP_MIB, List.of(), environment, log);
    return new App(ChildJvm.start(spec), URI.create("http://127.0.0.1:" + port));
  }

  URI uri() {
    return uri;
  }

  MusterClient client() {
    return new MusterClient(uri);
  }

  ChildJvm process() {
    return process;
  }

  /// Everything it has logged.
  String log() {
    try {
      return Files.readString(process.log(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns when it has logged this, alive or not.
  App awaitLogged(String text) {
    try {
      Polling.until("'" + text + "'", () -> log().contains(text) ? true : null);
    } catch (AssertionError e) {
      throw new AssertionError(text + " is not in:\n" + log(), e);
    }
    return this;
  }

  /// Returns when it takes commands.
  App awaitReady() {
    return await("/readyz");
  }

  /// Returns when it answers, whatever it can do.
  App awaitServing() {
    return await("/livez");
  }

  private App await(String probe) {
    try (MusterClient client = client()) {
      Polling.until(
          process.name(),
          () -> {
            process.requireAlive();
            try {
              return client.get(probe).status() == 200 ? true : null;
            } catch (UncheckedIOException e) {
              return null; // Nobody listens yet.
            }
          });
    }
    return this;
  }

  /// `kill -9`: who waits for a database stops at leisure.
  void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.stop(STOP_MAX);
  }
}
