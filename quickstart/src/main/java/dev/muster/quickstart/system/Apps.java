package dev.muster.quickstart.system;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The three applications as child JVMs, each with the settings it would be given in production.
final class Apps {
  private static final String API_MAIN = "dev.muster.ingest.IngestApi";
  private static final String WORKER_MAIN = "dev.muster.worker.EnrollmentWorker";
  private static final String VALIDATOR_MAIN = "dev.muster.validator.ValidatorService";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int API_HEAP_MIB = 384;

  private static final int WORKER_HEAP_MIB = 256;
  private static final int VALIDATOR_HEAP_MIB = 128;

  private final SystemSettings settings;
  private final Map<String, String> backends;

  Apps(SystemSettings settings, String bootstrapServers, String jdbcUrl, String webhookSecretKey) {
    this.settings = settings;
    this.backends =
        Map.of(
            "MUSTER_KAFKA_BOOTSTRAP_SERVERS",
            bootstrapServers,
            "MUSTER_DATABASE_URL",
            jdbcUrl,
            "MUSTER_WEBHOOKS_SECRET_KEY",
            webhookSecretKey,
            // A receiver that is being tried out listens on this machine, without TLS.
            "MUSTER_WEBHOOKS_ALLOW_HTTP",
            "true",
            "MUSTER_WEBHOOKS_ALLOWED_TARGETS",
            "127.0.0.0/8,::1/128");
  }

  ChildSpec api(String requestIdSecret, Path log) {
    Map<String, String> environment = new HashMap<>(backends);
    environment.put("SERVER_ADDRESS", LOOPBACK);
    environment.put("SERVER_PORT", Integer.toString(settings.httpPort()));
    environment.put("MANAGEMENT_SERVER_ADDRESS", LOOPBACK);
    environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(settings.management().api()));
    environment.put("MUSTER_DATABASE_USERNAME", "muster_api");
    environment.put("MUSTER_REQUEST_ID_SECRET", requestIdSecret);
    environment.put("MUSTER_TOPICS_REPLICATION_FACTOR", "1");
    environment.putAll(settings.apiEnvironment());
    return new ChildSpec(
        "ingest-api", API_MAIN, List.of(), API_HEAP_MIB, ChildJvm.SERVER_FLAGS, environment, log);
  }

  ChildSpec worker(String name, int managementPort, Path log) {
    Map<String, String> environment = new HashMap<>(backends);
    environment.put("SERVER_ADDRESS", LOOPBACK);
    environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
    environment.put("MUSTER_DATABASE_USERNAME", "muster_worker");
    environment.putAll(settings.workerEnvironment());
    return spec(name, WORKER_MAIN, WORKER_HEAP_MIB, environment, log);
  }

  ChildSpec validator(Path log) {
    Map<String, String> environment = new HashMap<>(backends);
    environment.put("SERVER_ADDRESS", LOOPBACK);
    environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(settings.management().validator()));
    environment.put("MUSTER_DATABASE_USERNAME", "muster_validator");
    environment.putAll(settings.validatorEnvironment());
    return spec("validator", VALIDATOR_MAIN, VALIDATOR_HEAP_MIB, environment, log);
  }

  private static ChildSpec spec(
      String name, String main, int heapMib, Map<String, String> environment, Path log) {
    return new ChildSpec(name, main, List.of(), heapMib, ChildJvm.APP_FLAGS, environment, log);
  }
}
