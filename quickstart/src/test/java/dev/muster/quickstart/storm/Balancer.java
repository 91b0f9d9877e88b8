package dev.muster.quickstart.storm;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.client.Reply;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// What stands before the replicas of the API in production: it gives requests to those that say
/// they are ready, and tries another where a connection fails or the answer is 503.
final class Balancer implements AutoCloseable {
  private static final Duration PROBE_EVERY = Duration.ofMillis(100);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(10);

  private final List<Backend> backends;
  private final AtomicInteger turn = new AtomicInteger();
  private final Queue<String> serverErrors = new ConcurrentLinkedQueue<>();
  private final LongAdder failedConnections = new LongAdder();
  private final Thread prober = Thread.ofVirtual().name("prober").unstarted(this::probe);
  private volatile boolean closed;

  private static final class Backend {
    private final MusterClient client;
    private final MusterClient probe;
    private volatile boolean ready = true;

    private Backend(MusterClient client, MusterClient probe) {
      this.client = client;
      this.probe = probe;
    }
  }

  /// @param replicas each with the port that says whether it is ready
  Balancer(Map<MusterClient, MusterClient> replicas) {
    backends =
        replicas.entrySet().stream()
            .map(replica -> new Backend(replica.getKey(), replica.getValue()))
            .toList();
    prober.start();
  }

  /// The answer of some replica.
  ///
  /// @param call must be safe to repeat
  Reply ask(Function<MusterClient, Reply> call) {
    long deadline = System.nanoTime() + ANSWER_MAX.toNanos();
    while (System.nanoTime() < deadline) {
      Backend backend = backends.get(Math.floorMod(turn.getAndIncrement(), backends.size()));
      if (!backend.ready) {
        LockSupport.parkNanos(STEP.toNanos());
        continue;
      }
      try {
        Reply reply = call.apply(backend.client);
        if (reply.status() < 500) {
          return reply;
        }
        serverErrors.add(reply.status() + " " + reply.body());
      } catch (UncheckedIOException e) {
        failedConnections.increment();
        backend.ready = false;
      }
    }
    throw new AssertionError("no replica answers");
  }

  /// Whether it gives requests to this replica.
  boolean gives(MusterClient replica) {
    return backends.stream().anyMatch(backend -> backend.client == replica && backend.ready);
  }

  /// Every answer so far that a server is to blame for.
  List<String> serverErrors() {
    return List.copyOf(serverErrors);
  }

  /// How often a replica was not there any more, and another was asked.
  long failedConnections() {
    return failedConnections.sum();
  }

  private void probe() {
    while (!closed) {
      for (Backend backend : backends) {
        try {
          backend.ready = backend.probe.get("/readyz").status() == 200;
        } catch (UncheckedIOException e) {
          backend.ready = false;
        }
      }
      LockSupport.parkNanos(PROBE_EVERY.toNanos());
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      prober.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
