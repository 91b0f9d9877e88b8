package dev.muster.quickstart.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/// A real Kafka broker, KRaft with one node, in a JVM of its own on the loopback address. It keeps
/// its ports and its data over [#stop], [#kill] and [#start].
public final class LocalBroker implements AutoCloseable {
  private static final int HEAP_MIB = 512;
  private static final Duration START_WAIT_MAX = Duration.ofSeconds(60);
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(15);
  private static final Duration REQUEST_WAIT_MAX = Duration.ofSeconds(2);

  private static final List<String> LOGGING =
      List.of("-Dlogback.configurationFile=dev/muster/quickstart/system/broker-logback.xml");

  private final Path directory;
  private final int port;
  private final ChildSpec spec;
  private @Nullable ChildJvm child;

  private LocalBroker(Path directory, int port, int controllerPort, Path log) {
    this.directory = directory;
    this.port = port;
    Path data = directory.resolve("data");
    Path properties = directory.resolve("server.properties");
    try {
      Files.createDirectories(data);
      Files.writeString(properties, properties(port, controllerPort, data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.spec =
        new ChildSpec(
            "the broker",
            BrokerMain.class.getName(),
            List.of(data.toString(), properties.toString()),
            HEAP_MIB,
            LOGGING,
            Map.of(),
            log);
  }

  /// Starts the broker without waiting for it.
  ///
  /// @param directory made if it is missing; its data is used if there is some
  /// @param log the broker's log is appended to it
  public static LocalBroker start(Path directory, int port, Path log) {
    var broker = new LocalBroker(directory, port, Ports.free(), log);
    broker.start();
    return broker;
  }

  /// Starts the stopped or killed broker again, without waiting for it.
  public synchronized void start() {
    if (child == null) {
      child = ChildJvm.start(spec);
    }
  }

  /// Returns when the broker serves clients.
  ///
  /// @throws ChildDiedException if it ends instead
  /// @throws NotReadyException if it takes longer than a minute
  public void awaitReady() {
    ChildJvm running = child();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers(),
            "request.timeout.ms",
            (int) REQUEST_WAIT_MAX.toMillis(),
            "default.api.timeout.ms",
            (int) REQUEST_WAIT_MAX.toMillis());
    try (Admin admin = Admin.create(settings)) {
      Await.ready(
          running.name(),
          running.log(),
          START_WAIT_MAX,
          running::requireAlive,
          () -> serves(admin));
    }
  }

  /// Controlled shutdown: the log is flushed and closed.
  public synchronized void stop() {
    if (child != null) {
      child.stop(STOP_WAIT_MAX);
      child = null;
    }
  }

  /// `kill -9`.
  public synchronized void kill() {
    if (child != null) {
      child.kill();
      child = null;
    }
  }

  @Override
  public void close() {
    stop();
  }

  /// The running process.
  ///
  /// @throws IllegalStateException if it is stopped
  public synchronized ChildJvm child() {
    if (child == null) {
      throw new IllegalStateException("the broker is stopped");
    }
    return child;
  }

  /// Does nothing while it runs, or is stopped on purpose.
  ///
  /// @throws ChildDiedException if it has ended although nobody stopped it
  public synchronized void requireAlive() {
    if (child != null) {
      child.requireAlive();
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public Path directory() {
    return directory;
  }

  /// The session timeout is what a broker waits for after `kill -9`, since its predecessor still
  /// counts as alive until then.
  private static String properties(int port, int controllerPort, Path data) {
    return """
      process.roles=broker,controller
      node.id=1
      controller.quorum.voters=1@127.0.0.1:%2$d
      listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
      advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
      controller.listener.names=CONTROLLER
      inter.broker.listener.name=PLAINTEXT
      log.dirs=%3$s
      auto.create.topics.enable=false
      default.replication.factor=1
      min.insync.replicas=1
      offsets.topic.replication.factor=1
      offsets.topic.num.partitions=1
      transaction.state.log.replication.factor=1
      transaction.state.log.min.isr=1
      transaction.state.log.num.partitions=1
      share.coordinator.state.topic.replication.factor=1
      share.coordinator.state.topic.min.isr=1
      share.coordinator.state.topic.num.partitions=1
      group.initial.rebalance.delay.ms=0
      broker.session.timeout.ms=4000
      broker.heartbeat.interval.ms=500
      num.network.threads=2
      num.io.threads=4
      """
        .formatted(port, controllerPort, data);
  }

  private static boolean serves(Admin admin) {
    try {
      return !admin
          .describeCluster()
          .nodes()
          .get(REQUEST_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)
          .isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false; // Not yet.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
