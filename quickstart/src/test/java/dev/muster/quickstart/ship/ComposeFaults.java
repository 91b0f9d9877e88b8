package dev.muster.quickstart.ship;

import java.util.List;
import java.util.stream.Stream;

/// Mistakes that somebody could make in the compose file: a name, what stands there, what is put
/// there instead, and what must be said of it.
final class ComposeFaults {
  private ComposeFaults() {}

  static List<String[]> all() {
    return Stream.of(ofForm(), ofSealing(), ofRunning(), ofSecrets(), ofVariables(), ofBrokers())
        .flatMap(List::stream)
        .toList();
  }

  /// What the specification refuses, and images that change.
  private static List<String[]> ofForm() {
    return List.of(
        fault("a misspelled key", "    shm_size: 256m", "    shm-size: 256m", "shm-size"),
        fault(
            "a wrong type",
            "stop_grace_period: 45s",
            "stop_grace_period: [45s]",
            "stop_grace_period"),
        fault(
            "the latest image",
            "prom/prometheus:v3.13.3",
            "prom/prometheus:latest",
            "prometheus: its image"),
        fault("no tag", "postgres:18.6-trixie", "postgres", "postgres: its image"));
  }

  /// What a container could do that it need not.
  private static List<String[]> ofSealing() {
    return List.of(
        fault("root", "user: \"472:0\"", "user: \"0:0\"", "grafana: it runs as"),
        fault("no user", "    user: \"999:999\"\n", "", "postgres: it runs as"),
        fault("a writable root", "  read_only: true", "  read_only: false", "its root file system"),
        fault("capabilities", "cap_drop: [ALL]", "cap_drop: [NET_RAW]", "it has no capabilities"),
        fault("new privileges", "no-new-privileges:true", "no-new-privileges:false", "it gains no"),
        fault(
            "no memory limit",
            "limits: {cpus: \"0.5\", memory: 128M}",
            "limits: {cpus: \"0.5\"}",
            "kafka-exporter: its memory"),
        fault(
            "no processor limit",
            "limits: {cpus: \"1\", memory: 256M}",
            "limits: {memory: 256M}",
            "migrate: its processors"));
  }

  /// Starting, watching, publishing, mounting.
  private static List<String[]> ofRunning() {
    return List.of(
        fault(
            "no health check",
            "    healthcheck:\n      # By TCP",
            "    x-none:\n      # By TCP",
            "postgres: it has a health check"),
        fault(
            "not restarted",
            "user: \"472:0\"\n    restart: unless-stopped",
            "user: \"472:0\"",
            "grafana: it is restarted"),
        fault(
            "a migration not awaited",
            "condition: service_completed_successfully",
            "condition: service_started",
            "migrate can become"),
        fault(
            "a broker that may be missing",
            "      required: false\n    kafka-3",
            "    kafka-3",
            "it waits for kafka-2 where"),
        fault(
            "a port for everybody",
            "\"127.0.0.1:${MUSTER_PG_PORT:-15432}:5432\"",
            "\"${MUSTER_PG_PORT:-15432}:5432\"",
            "postgres: 15432:5432 is on"),
        fault(
            "replicas on one port",
            "    deploy:\n      replicas: 2",
            "    ports: [\"127.0.0.1:8082:8082\"]\n    deploy:\n      replicas: 2",
            "enrollment-worker: replicas share"),
        fault(
            "a port where nothing listens",
            "}:8080\n",
            "}:8088\n",
            "ingest-api: nothing listens on 8088"),
        fault(
            "a moved management port",
            "MANAGEMENT_SERVER_PORT: \"8082\"",
            "MANAGEMENT_SERVER_PORT: \"8083\"",
            "enrollment-worker: MANAGEMENT_SERVER_PORT is 8082"),
        fault(
            "a file that is not there",
            "./ops/prometheus/rules:",
            "./ops/prometheus/laws:",
            "./ops/prometheus/laws is in"),
        fault(
            "a file that can be written",
            "./ops/grafana/dashboards:/var/lib/grafana-dashboards:ro",
            "./ops/grafana/dashboards:/var/lib/grafana-dashboards",
            "./ops/grafana/dashboards is mounted"));
  }

  /// Undeclared things, and secrets with a default.
  private static List<String[]> ofSecrets() {
    return List.of(
        fault(
            "an undeclared volume",
            "volumes:\n  kafka-1:\n",
            "volumes:\n",
            "kafka-1: kafka-1 is declared"),
        fault("an undeclared network", "  egress:\n\n", "\n", "enrollment-worker: its networks"),
        fault(
            "a default for a secret",
            "MUSTER_WORKER_PASSWORD:?is a secret of your own, see .env.example",
            "MUSTER_WORKER_PASSWORD:-muster",
            "MUSTER_WORKER_PASSWORD has no default"),
        fault(
            "a secret written down",
            "POSTGRES_PASSWORD: ${MUSTER_POSTGRES_PASSWORD:?is a secret of your own, see .env.example}",
            "POSTGRES_PASSWORD: postgres",
            "postgres: POSTGRES_PASSWORD has no"));
  }

  /// What no application reads, or refuses.
  private static List<String[]> ofVariables() {
    return List.of(
        fault(
            "a misspelled variable",
            "MUSTER_TOPICS_REPLICATION_FACTOR: ${",
            "MUSTER_TOPIC_REPLICATION_FACTOR: ${",
            "ingest-api: MUSTER_TOPIC_REPLICATION_FACTOR is read by nobody"),
        fault(
            "a misspelled Spring variable",
            "SERVER_PORT: \"8080\"",
            "SERVER_PORTS: \"8080\"",
            "ingest-api: SERVER_PORTS is read by nobody"),
        fault(
            "a variable of the API at the migration",
            "MUSTER_API_PASSWORD: $",
            "MUSTER_REQUEST_ID: $",
            "migrate: MUSTER_REQUEST_ID is read by nobody"),
        fault(
            "a value that is refused",
            "MUSTER_DATABASE_URL: jdbc:postgresql:",
            "MUSTER_DATABASE_URL: postgresql:",
            "its settings are refused: muster.database.url"));
  }

  /// Brokers and copies that do not fit.
  private static List<String[]> ofBrokers() {
    return List.of(
        fault(
            "fewer copies than brokers",
            "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: ${MUSTER_TOPICS_REPLICATION_FACTOR:-1}",
            "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: \"1\"",
            "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 1 instead of 3"),
        fault(
            "an append that one broker can lose",
            "KAFKA_MIN_INSYNC_REPLICAS: ${MUSTER_KAFKA_MIN_INSYNC_REPLICAS:-1}",
            "KAFKA_MIN_INSYNC_REPLICAS: \"1\"",
            "KAFKA_MIN_INSYNC_REPLICAS: 1 instead of 2"),
        fault(
            "two brokers of one number",
            "KAFKA_NODE_ID: \"3\"",
            "KAFKA_NODE_ID: \"2\"",
            "voters: "),
        fault(
            "a broker that is always started",
            "    profiles: [cluster]\n    hostname: kafka-2",
            "    hostname: kafka-2",
            "brokers: 2 instead of 1"));
  }

  private static String[] fault(String name, String in, String planted, String said) {
    return new String[] {name, in, planted, said};
  }
}
