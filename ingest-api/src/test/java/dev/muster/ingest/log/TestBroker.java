package dev.muster.ingest.log;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// A real Kafka broker in a process of its own, which can be frozen and killed.
@NullMarked
public final class TestBroker implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int WAIT_S = 60;

  private final Path directory;
  private final int port = freePort();
  private final Path config;
  private @Nullable Process process;

  /// Formats a broker's storage; nothing runs yet.
  public TestBroker(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    this.config = directory.resolve("server.properties");
    int controller = freePort();
    Files.writeString(
        config,
        """
        process.roles=broker,controller
        node.id=1
        listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
        advertised.listeners=PLAINTEXT://127.0.0.1:%d
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        controller.quorum.bootstrap.servers=127.0.0.1:%d
        log.dirs=%s
        offsets.topic.replication.factor=1
        auto.create.topics.enable=false
        """
            .formatted(port, controller, port, controller, directory.resolve("data")));
    Process format =
        java(
            "kafka.tools.StorageTool",
            "format",
            "--standalone",
            "-t",
            Uuid.randomUuid().toString(),
            "-c",
            config.toString());
    if (!format.waitFor(WAIT_S, TimeUnit.SECONDS) || format.exitValue() != 0) {
      throw new IllegalStateException("Formatting failed, see " + directory);
    }
  }

  public String bootstrapServers() {
    return LOOPBACK + ":" + port;
  }

  /// Starts it and waits until it answers.
  public void start() throws IOException, InterruptedException, ExecutionException {
    Process started = java("kafka.Kafka", config.toString());
    process = started;
    // A test run that is cut short leaves no broker behind.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(started::destroyForcibly));
    try (Admin admin = admin()) {
      var _ = admin.describeCluster().nodes().get();
    }
  }

  /// A client whose calls wait for the broker.
  public Admin admin() {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            WAIT_S * 1_000));
  }

  /// The process stays, its connections stay, and nothing is answered any more.
  public void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  public void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("It is not running");
    }
    int exit = new ProcessBuilder("kill", name, String.valueOf(running.pid())).start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("kill " + name + " failed");
    }
  }

  /// Ends it without warning, frozen or not.
  public void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      running.onExit().join();
      process = null;
    }
  }

  @Override
  public void close() {
    kill();
  }

  private Process java(String... arguments) throws IOException {
    var command = new ProcessBuilder();
    command.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.command().add("-Xmx384m");
    command.command().add("-cp");
    command
        .command()
        .add(
            System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path", "")));
    command.command().addAll(List.of(arguments));
    return command
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("broker.log").toFile()))
        .start();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
