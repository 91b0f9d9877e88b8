package dev.muster.quickstart.ship;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Whether the brokers that are started, the copies that are kept and the addresses that clients
/// are given are one story.
final class ComposeCluster {
  private static final String API = "ingest-api";
  private static final String BROKER = "apache/kafka:";

  private final List<String> findings = new ArrayList<>();

  private ComposeCluster() {}

  /// What does not fit together when the file is started with these profiles.
  ///
  /// @param brokers how many there should be
  static List<String> findings(ComposeFile file, Set<String> profiles, int brokers) {
    Map<String, JsonNode> started = ComposeRules.started(file, profiles);
    var cluster = new ComposeCluster();
    cluster.check(started, brokers);
    return cluster.findings;
  }

  private void check(Map<String, JsonNode> started, int brokers) {
    var quorum = new TreeSet<String>();
    var addresses = new TreeSet<String>();
    var clusters = new TreeSet<String>();
    started.forEach(
        (name, service) -> {
          if (service.path("image").asString().startsWith(BROKER)) {
            Map<String, String> environment = ComposeFile.environment(service);
            quorum.add(environment.get("KAFKA_NODE_ID") + "@" + name + ":9093");
            addresses.add(name + ":9092");
            clusters.add(String.valueOf(environment.get("CLUSTER_ID")));
            broker(name, environment, brokers);
          }
        });
    equal("brokers", addresses.size(), brokers);
    equal("cluster ids", clusters.size(), 1);
    started.forEach(
        (name, service) -> member(name, ComposeFile.environment(service), quorum, addresses));
    JsonNode api = started.getOrDefault(API, JsonNodeFactory.instance.objectNode());
    equal(
        "copies of a command",
        ComposeFile.environment(api).get("MUSTER_TOPICS_REPLICATION_FACTOR"),
        Integer.toString(brokers));
  }

  /// All but one copy must be there before an append is acknowledged, as the API makes its topics.
  private void broker(String name, Map<String, String> environment, int brokers) {
    String copies = Integer.toString(brokers);
    String inSync = Integer.toString(Math.max(1, brokers - 1));
    Map<String, String> wanted =
        Map.of(
            "KAFKA_DEFAULT_REPLICATION_FACTOR", copies,
            "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", copies,
            "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", copies,
            "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", copies,
            "KAFKA_MIN_INSYNC_REPLICAS", inSync,
            "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", inSync,
            "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", inSync);
    wanted.forEach((key, value) -> equal(name + ": " + key, environment.get(key), value));
    String advertised = String.valueOf(environment.get("KAFKA_ADVERTISED_LISTENERS"));
    equal(
        name + ": it is called by its name",
        advertised.startsWith("INTERNAL://" + name + ":9092,"),
        true);
  }

  private void member(
      String name, Map<String, String> environment, Set<String> quorum, Set<String> addresses) {
    if (environment.containsKey("KAFKA_CONTROLLER_QUORUM_VOTERS")) {
      String voters = environment.get("KAFKA_CONTROLLER_QUORUM_VOTERS");
      equal(name + ": voters", new TreeSet<>(List.of(voters.split(","))), quorum);
    }
    if (environment.containsKey("MUSTER_KAFKA_BOOTSTRAP_SERVERS")) {
      String servers = environment.get("MUSTER_KAFKA_BOOTSTRAP_SERVERS");
      equal(
          name + ": brokers that it is told",
          new TreeSet<>(List.of(servers.split(","))),
          addresses);
    }
  }

  private void equal(String what, @Nullable Object found, Object wanted) {
    if (!wanted.equals(found)) {
      findings.add(what + ": " + found + " instead of " + wanted);
    }
  }
}
