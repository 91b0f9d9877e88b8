package dev.muster.quickstart.settings;

import java.util.List;
import java.util.Map;

/// An application, and what it does not start without.
///
/// @param packages where its settings records are
record Application(String name, List<String> packages, Map<String, String> required) {
  private static final String TELEMETRY = "dev.muster.telemetry";
  private static final String SERVERS = "muster.kafka.bootstrap-servers";
  private static final String DATABASE = "muster.database.url";

  static final List<Application> ALL =
      List.of(
          new Application(
              "ingest-api",
              List.of("dev.muster.ingest", TELEMETRY),
              Map.of(
                  SERVERS,
                  "broker:9092",
                  DATABASE,
                  "jdbc:postgresql://db/muster",
                  "muster.request-id-secret",
                  "sixteen or more!")),
          new Application("enrollment-worker", List.of("dev.muster.worker", TELEMETRY), Map.of()),
          new Application(
              "validator",
              List.of("dev.muster.validator", TELEMETRY),
              Map.of(SERVERS, "broker:9092", DATABASE, "jdbc:postgresql://db/muster")));

  @Override
  public String toString() {
    return name;
  }
}
