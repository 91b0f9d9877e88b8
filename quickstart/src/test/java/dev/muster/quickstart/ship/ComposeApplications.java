package dev.muster.quickstart.ship;

import dev.muster.schemas.Migrate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Whether the applications' services give their applications what these really read.
final class ComposeApplications {
  private static final Map<String, String> PACKAGES =
      Map.of(
          "ingest-api", "dev.muster.ingest",
          "enrollment-worker", "dev.muster.worker",
          "validator", "dev.muster.validator");

  /// The ports that each application's image announces, with the variable that moves each.
  private static final Map<String, Map<String, String>> PORTS =
      Map.of(
          "ingest-api", Map.of("SERVER_PORT", "8080", "MANAGEMENT_SERVER_PORT", "8081"),
          "enrollment-worker", Map.of("MANAGEMENT_SERVER_PORT", "8082"),
          "validator", Map.of("MANAGEMENT_SERVER_PORT", "8083"));

  private final List<String> findings = new ArrayList<>();

  private ComposeApplications() {}

  /// What does not fit, each with its service.
  static List<String> findings(ComposeFile file) {
    var applications = new ComposeApplications();
    file.services()
        .forEach(
            (name, service) -> {
              if (ComposeRules.isOurs(service)) {
                applications.variables(name, service);
                applications.ports(name, service);
              }
            });
    return applications.findings;
  }

  private void variables(String name, JsonNode service) {
    Map<String, String> given = new HashMap<>(ComposeFile.environment(service));
    Set<String> read = new TreeSet<>(ReadVariables.ofSpringBoot());
    String packageName = PACKAGES.get(name);
    try {
      read.addAll(packageName == null ? Migrate.variables() : ReadVariables.of(packageName, given));
    } catch (RuntimeException e) {
      findings.add(name + ": its settings are refused: " + cause(e));
      return;
    }
    for (String variable : new TreeSet<>(given.keySet())) {
      if (!read.contains(variable)) {
        findings.add(name + ": " + variable + " is read by nobody");
      }
    }
  }

  private void ports(String name, JsonNode service) {
    Map<String, String> environment = ComposeFile.environment(service);
    Map<String, String> wanted = PORTS.getOrDefault(name, Map.of());
    wanted.forEach(
        (variable, port) -> {
          if (!port.equals(environment.get(variable))) {
            findings.add(name + ": " + variable + " is " + port + " in the image");
          }
        });
    for (String published : ComposeRules.names(service.path("ports"))) {
      String port = published.substring(published.lastIndexOf(':') + 1);
      if (!wanted.containsValue(port)) {
        findings.add(name + ": nothing listens on " + port);
      }
    }
  }

  private static String cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
