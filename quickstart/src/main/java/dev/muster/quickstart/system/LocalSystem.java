package dev.muster.quickstart.system;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The whole of Muster on this machine: PostgreSQL, a Kafka broker, the API, its workers and the
/// validator, each a process that can be stopped, killed and started again. Closing it leaves no
/// process behind, and neither does the death of this JVM.
public final class LocalSystem implements AutoCloseable {
  private static final Duration START_WAIT_MAX = Duration.ofSeconds(90);
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(10);

  private final SystemSettings settings;
  private final DataDirectory directory;
  private final List<ChildJvm> workers = new ArrayList<>();
  private final Map<String, URI> scrapeUris = new LinkedHashMap<>();
  private int workersStarted;
  private boolean closed;
  private @Nullable LocalPostgres postgres;
  private @Nullable LocalBroker broker;
  private @Nullable ChildJvm api;
  private @Nullable ChildJvm validator;

  private LocalSystem(SystemSettings settings, DataDirectory directory) {
    this.settings = settings;
    this.directory = directory;
  }

  /// A system that owns its directory and runs nothing yet.
  ///
  /// @throws UserErrorException if another system runs in the directory
  public static LocalSystem in(SystemSettings settings) {
    return new LocalSystem(settings, DataDirectory.open(settings.directory()));
  }

  /// Starts everything and returns when it serves: the API answers and every partition is claimed.
  /// Whatever goes wrong, nothing is left running.
  ///
  /// @param progress told what is being started, for people to read
  /// @throws ChildDiedException if a process ends, with the end of its log
  /// @throws NotReadyException if a process takes too long, with the end of its log
  public LocalSystem start(Consumer<String> progress) {
    try {
      progress.accept("starting PostgreSQL and a Kafka broker");
      broker = LocalBroker.start(directory.kafka(), settings.kafkaPort(), log("broker"));
      postgres =
          LocalPostgres.start(directory.postgres(), settings.postgresPort(), log("postgres"));
      broker.awaitReady();
      LocalStores.announce(settings.directory(), postgres.jdbcUrl(), broker.bootstrapServers());
      progress.accept("starting the API and the worker");
      Instant before = Instant.now();
      startApi();
      for (int i = 0; i < settings.workers(); i++) {
        startWorker(); // It waits for the API to make the topics.
      }
      awaitApi();
      awaitClaimedSince(before);
      // Last: it only looks on, and its start would slow the others' down.
      progress.accept("starting the validator");
      startValidator();
      awaitValidator();
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Starts the API, without waiting for it.
  public synchronized ChildJvm startApi() {
    requireOpen();
    api = ChildJvm.start(apps().api(directory.requestIdSecret(), log("ingest-api")));
    scrapeUris.put("ingest-api", managementUri(settings.management().api()));
    return api;
  }

  /// Starts one more worker, without waiting for it.
  public synchronized ChildJvm startWorker() {
    requireOpen();
    workersStarted++;
    String name = "worker-" + workersStarted;
    int management = workersStarted == 1 ? settings.management().worker() : Ports.free();
    ChildJvm worker = ChildJvm.start(apps().worker(name, management, log(name)));
    scrapeUris.put(name, managementUri(management));
    workers.add(worker);
    return worker;
  }

  /// Starts the validator, without waiting for it.
  public synchronized ChildJvm startValidator() {
    requireOpen();
    validator = ChildJvm.start(apps().validator(log("validator")));
    scrapeUris.put("validator", validatorMetricsUri());
    return validator;
  }

  /// Returns when the validator is ready.
  public void awaitValidator() {
    var readiness = new HttpReadiness(validatorMetricsUri());
    ChildJvm child = validator();
    Await.ready(child.name(), child.log(), START_WAIT_MAX, this::requireAlive, readiness::isReady);
  }

  /// Returns when the API answers.
  public void awaitApi() {
    var readiness = new HttpReadiness(httpUri());
    // Its management port opens last.
    var management = new HttpReadiness(apiMetricsUri());
    ChildJvm child = api();
    Await.ready(
        child.name(),
        child.log(),
        START_WAIT_MAX,
        this::requireAlive,
        () -> readiness.isReady() && management.isReady());
  }

  /// Returns when every partition of the command topics was claimed by a worker since a moment.
  public void awaitClaimedSince(Instant since) {
    ChildJvm child = workers().getFirst();
    var readiness = new ClaimReadiness(postgres().dataSource(LocalPostgres.SUPERUSER), since);
    Await.ready(child.name(), child.log(), START_WAIT_MAX, this::requireAlive, readiness::isReady);
  }

  /// Does nothing while every process that should run does.
  ///
  /// @throws ChildDiedException if one has ended by itself
  public void requireAlive() {
    if (broker != null) {
      broker.requireAlive();
    }
    if (postgres != null) {
      postgres.requireAlive();
    }
    if (api != null) {
      api.requireAlive();
    }
    workers().forEach(ChildJvm::requireAlive);
    if (validator != null) {
      validator.requireAlive();
    }
  }

  /// No longer expects this worker to run; for tests that kill it.
  public synchronized void forget(ChildJvm worker) {
    workers.remove(worker);
    scrapeUris.remove(worker.name());
  }

  /// Stops everything in the order of the stream: first who looks on, then what accepts, then what
  /// decides, then what keeps.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (validator != null) {
      validator.stop(STOP_WAIT_MAX);
    }
    if (api != null) {
      api.stop(STOP_WAIT_MAX);
    }
    workers.forEach(ChildJvm::terminate);
    workers.forEach(worker -> worker.stop(STOP_WAIT_MAX));
    if (broker != null) {
      broker.close();
    }
    if (postgres != null) {
      postgres.close();
    }
    directory.close();
  }

  /// Where the API serves.
  public URI httpUri() {
    return URI.create("http://127.0.0.1:" + settings.httpPort());
  }

  /// Where Prometheus finds the metrics of each application that was started, by the application's
  /// or the worker's name.
  public synchronized Map<String, URI> scrapeUris() {
    return new LinkedHashMap<>(scrapeUris);
  }

  /// Where the API serves its metrics.
  public URI apiMetricsUri() {
    return managementUri(settings.management().api());
  }

  /// Where the validator serves its metrics.
  public URI validatorMetricsUri() {
    return managementUri(settings.management().validator());
  }

  private static URI managementUri(int port) {
    return URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
  }

  public LocalPostgres postgres() {
    return started(postgres, "PostgreSQL");
  }

  public LocalBroker broker() {
    return started(broker, "the broker");
  }

  public ChildJvm api() {
    return started(api, "the API");
  }

  public ChildJvm validator() {
    return started(validator, "the validator");
  }

  /// The workers that should be running.
  public synchronized List<ChildJvm> workers() {
    return List.copyOf(workers);
  }

  /// The log file of each process, by its name.
  public Map<String, Path> logs() {
    Map<String, Path> logs = new LinkedHashMap<>();
    logs.put("ingest-api", log("ingest-api"));
    workers().forEach(worker -> logs.put(worker.name(), worker.log()));
    logs.put("validator", log("validator"));
    logs.put("broker", log("broker"));
    logs.put("postgres", log("postgres"));
    return logs;
  }

  private Apps apps() {
    return new Apps(
        settings, broker().bootstrapServers(), postgres().jdbcUrl(), directory.webhookSecretKey());
  }

  private Path log(String name) {
    return directory.log(name);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the system is closed");
    }
  }

  private static <T> T started(@Nullable T part, String name) {
    if (part == null) {
      throw new IllegalStateException(name + " is not started");
    }
    return part;
  }
}
