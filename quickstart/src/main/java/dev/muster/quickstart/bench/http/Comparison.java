package dev.muster.quickstart.bench.http;

import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.decide.Arena;
import dev.muster.quickstart.system.Await;
import dev.muster.quickstart.system.ChildJvm;
import dev.muster.quickstart.system.ChildSpec;
import dev.muster.quickstart.system.HttpReadiness;
import dev.muster.quickstart.system.Ports;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The comparison server as a process like the API's: the same heap, the same flags.
final class Comparison implements AutoCloseable {
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);
  private static final int HEAP_MIB = 384;

  private final ChildJvm process;
  private final URI uri;

  private Comparison(ChildJvm process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /// Starts it on a database, and returns when it serves.
  static Comparison start(Bench bench, Arena arena) {
    int port = Ports.free();
    int management = Ports.free();
    ChildJvm process =
        ChildJvm.start(
            new ChildSpec(
                "comparison",
                ComparisonServer.class.getName(),
                List.of(),
                HEAP_MIB,
                ChildJvm.SERVER_FLAGS,
                Map.of(
                    "SERVER_ADDRESS",
                    "127.0.0.1",
                    "SERVER_PORT",
                    Integer.toString(port),
                    "MANAGEMENT_SERVER_ADDRESS",
                    "127.0.0.1",
                    "MANAGEMENT_SERVER_PORT",
                    Integer.toString(management),
                    ComparisonServer.DATABASE_URL,
                    arena.url()),
                bench.log("comparison")));
    var readiness = new HttpReadiness(URI.create("http://127.0.0.1:" + management));
    Await.ready(process.name(), process.log(), WAIT_MAX, process::requireAlive, readiness::isReady);
    return new Comparison(process, URI.create("http://127.0.0.1:" + port));
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    process.stop(Duration.ofSeconds(10));
  }
}
