package dev.muster.quickstart;

import dev.muster.quickstart.system.ManagementPorts;
import dev.muster.quickstart.system.SystemSettings;
import dev.muster.quickstart.system.UserErrorException;
import java.nio.file.Path;
import java.util.Map;

/// Where `./muster up` listens and keeps its data, from the environment:
///
/// | variable | default |
/// | --- | --- |
/// | `MUSTER_HTTP_PORT` | 8080 |
/// | `MUSTER_PG_PORT` | 15432 |
/// | `MUSTER_KAFKA_PORT` | 19092 |
/// | `MUSTER_API_MANAGEMENT_PORT` | 18081 |
/// | `MUSTER_WORKER_MANAGEMENT_PORT` | 18082 |
/// | `MUSTER_VALIDATOR_MANAGEMENT_PORT` | 18083 |
/// | `MUSTER_DATA_DIR` | `data` beside the launcher |
///
/// The odd defaults leave the usual ports to a PostgreSQL or Kafka that runs here anyway.
final class UpSettings {
  static final String HTTP_PORT = "MUSTER_HTTP_PORT";
  static final String POSTGRES_PORT = "MUSTER_PG_PORT";
  static final String KAFKA_PORT = "MUSTER_KAFKA_PORT";
  static final String API_MANAGEMENT_PORT = "MUSTER_API_MANAGEMENT_PORT";
  static final String WORKER_MANAGEMENT_PORT = "MUSTER_WORKER_MANAGEMENT_PORT";
  static final String VALIDATOR_MANAGEMENT_PORT = "MUSTER_VALIDATOR_MANAGEMENT_PORT";
  static final String DATA_DIRECTORY = "MUSTER_DATA_DIR";

  private static final int HTTP_PORT_DEFAULT = 8080;
  private static final int POSTGRES_PORT_DEFAULT = 15432;
  private static final int KAFKA_PORT_DEFAULT = 19092;
  private static final int API_MANAGEMENT_PORT_DEFAULT = 18081;
  private static final int WORKER_MANAGEMENT_PORT_DEFAULT = 18082;
  private static final int VALIDATOR_MANAGEMENT_PORT_DEFAULT = 18083;
  private static final int PORT_MAX = 65535;

  private UpSettings() {}

  /// Reads the variables.
  ///
  /// @param home the folder of the launcher
  /// @throws UserErrorException if a port is no port
  static SystemSettings from(Map<String, String> environment, Path home) {
    String directory = environment.getOrDefault(DATA_DIRECTORY, "");
    return new SystemSettings(
        directory.isBlank() ? home.resolve("data") : Path.of(directory),
        port(environment, HTTP_PORT, HTTP_PORT_DEFAULT),
        port(environment, POSTGRES_PORT, POSTGRES_PORT_DEFAULT),
        port(environment, KAFKA_PORT, KAFKA_PORT_DEFAULT),
        new ManagementPorts(
            port(environment, API_MANAGEMENT_PORT, API_MANAGEMENT_PORT_DEFAULT),
            port(environment, WORKER_MANAGEMENT_PORT, WORKER_MANAGEMENT_PORT_DEFAULT),
            port(environment, VALIDATOR_MANAGEMENT_PORT, VALIDATOR_MANAGEMENT_PORT_DEFAULT)),
        1,
        Map.of(),
        Map.of(),
        Map.of());
  }

  private static int port(Map<String, String> environment, String variable, int otherwise) {
    String text = environment.getOrDefault(variable, "").strip();
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= PORT_MAX) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below, like any other text that is no port.
    }
    throw new UserErrorException("%s is '%s', which is no port".formatted(variable, text));
  }
}
