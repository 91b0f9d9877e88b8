package dev.muster.quickstart.storm;

import dev.muster.ingest.IngestApi;
import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Polling;
import dev.muster.quickstart.system.ChildJvm;
import dev.muster.quickstart.system.ChildSpec;
import dev.muster.quickstart.system.Ports;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One more API beside the system's own, on the same log, database and secret.
final class SecondReplica implements AutoCloseable {
  private static final int HEAP_MIB = 256;
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(20);

  private final int port = Ports.free();
  private final int managementPort = Ports.free();
  private final ChildSpec spec;
  private final MusterClient client;
  private final MusterClient management;
  private ChildJvm process;

  SecondReplica(RunningSystem system) {
    this(system, "second-replica", Duration.ZERO);
  }

  /// Another one, under a name of its own.
  ///
  /// @param drain how long it says that it leaves before it does
  SecondReplica(RunningSystem system, String name, Duration drain) {
    String database = system.local().postgres().jdbcUrl();
    spec =
        new ChildSpec(
            name,
            IngestApi.class.getName(),
            List.of(),
            HEAP_MIB,
            List.of(),
            Map.of(
                "MUSTER_KAFKA_BOOTSTRAP_SERVERS",
                system.local().broker().bootstrapServers(),
                "MUSTER_DATABASE_URL",
                database,
                "MUSTER_DATABASE_USERNAME",
                "muster_api",
                "MUSTER_REQUEST_ID_SECRET",
                system.requestIdSecret(),
                "MUSTER_TOPICS_REPLICATION_FACTOR",
                "1",
                "MUSTER_DRAIN",
                drain.toMillis() + "ms",
                "SERVER_ADDRESS",
                "127.0.0.1",
                "SERVER_PORT",
                Integer.toString(port),
                "MANAGEMENT_SERVER_PORT",
                Integer.toString(managementPort)),
            system.log(name));
    client = system.client().of(uri());
    management = system.client().of(URI.create("http://127.0.0.1:" + managementPort));
    process = ChildJvm.start(spec);
    awaitReady();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// Of the port that has its health and its metrics.
  MusterClient management() {
    return management;
  }

  MusterClient client() {
    return client;
  }

  /// `kill -9`.
  void kill() {
    process.kill();
  }

  /// The value of one of its metrics.
  long metric(String name) {
    return management
        .get("/actuator/prometheus")
        .expect(200)
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /// Forgets everything that is only in memory.
  ///
  /// @throws AssertionError if it does not end by itself
  void restart() {
    if (!process.stop(STOP_WAIT_MAX)) {
      throw new AssertionError("it did not stop");
    }
    process = ChildJvm.start(spec);
    awaitReady();
  }

  private void awaitReady() {
    Polling.until(
        "the second replica",
        () -> {
          process.requireAlive();
          try {
            // Its management port opens last.
            boolean ready =
                client.get("/readyz").status() == 200 && management.get("/readyz").status() == 200;
            return ready ? true : null;
          } catch (UncheckedIOException e) {
            return null; // Nobody listens yet.
          }
        });
  }

  @Override
  public void close() {
    process.stop(STOP_WAIT_MAX);
    client.close();
    management.close();
  }
}
