package dev.muster.quickstart.ship;

import dev.muster.quickstart.drop.DropTarget;
import dev.muster.quickstart.system.Ports;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;

/// What a `.env` would hold for one trial: secrets that nobody else knows, ports that nobody else
/// uses.
///
/// @param variables by their names
public record ComposeEnvironment(Map<String, String> variables) {
  private static final int SECRET_BYTES = 24;
  private static final String LOOPBACK = "127.0.0.1:";
  private static final String POSTGRES_PASSWORD = "MUSTER_POSTGRES_PASSWORD";
  private static final String POSTGRES_PORT = "MUSTER_PG_PORT";
  private static final String HTTP_PORT = "MUSTER_HTTP_PORT";
  private static final String KAFKA_PORT = "MUSTER_KAFKA_PORT";
  private static final String API_MANAGEMENT_PORT = "MUSTER_API_MANAGEMENT_PORT";

  private static final List<String> SECRETS =
      List.of(
          POSTGRES_PASSWORD,
          "MUSTER_API_PASSWORD",
          "MUSTER_WORKER_PASSWORD",
          "MUSTER_VALIDATOR_PASSWORD",
          "MUSTER_REQUEST_ID_SECRET",
          "MUSTER_WEBHOOKS_SECRET_KEY",
          "MUSTER_GRAFANA_PASSWORD");

  private static final List<String> PORTS =
      List.of(
          HTTP_PORT,
          API_MANAGEMENT_PORT,
          POSTGRES_PORT,
          KAFKA_PORT,
          "MUSTER_PROMETHEUS_PORT",
          "MUSTER_GRAFANA_PORT");

  public ComposeEnvironment {
    variables = Map.copyOf(variables);
  }

  /// New secrets and ports, and every service of one broker's set-up.
  public static ComposeEnvironment fresh() {
    var random = new SecureRandom();
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("COMPOSE_PROFILES", "observability");
    for (String secret : SECRETS) {
      byte[] bytes = new byte[SECRET_BYTES];
      random.nextBytes(bytes);
      variables.put(secret, HexFormat.of().formatHex(bytes));
    }
    PORTS.forEach(port -> variables.put(port, Integer.toString(Ports.free())));
    return new ComposeEnvironment(variables);
  }

  /// As an environment file is written.
  String text() {
    return variables.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /// Where a drop can be run once everything is healthy.
  ///
  /// @param stillRunning throws when it makes no sense to wait any longer
  public DropTarget target(Runnable stillRunning) {
    var database = new PGSimpleDataSource();
    database.setUrl("jdbc:postgresql://" + address(POSTGRES_PORT) + "/muster");
    database.setUser("postgres");
    database.setPassword(variables.get(POSTGRES_PASSWORD));
    return new DropTarget(
        URI.create("http://" + address(HTTP_PORT)),
        URI.create("http://" + address(API_MANAGEMENT_PORT) + "/actuator/prometheus"),
        address(KAFKA_PORT),
        database,
        stillRunning);
  }

  private String address(String port) {
    return LOOPBACK + variables.get(port);
  }
}
