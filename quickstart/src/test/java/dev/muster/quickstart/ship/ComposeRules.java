package dev.muster.quickstart.ship;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What every service must have, whoever made its image.
final class ComposeRules {
  private static final String PROJECT = "muster/";
  private static final Pattern PINNED = Pattern.compile("[^:]+:v?\\d+\\.\\d+[^:]*");
  private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET|SECRET_KEY)");
  private static final Pattern NO_DEFAULT = Pattern.compile("\\$\\{[A-Z0-9_]+:\\?[^}]+}");

  private final ComposeFile file;
  private final List<String> findings = new ArrayList<>();

  private ComposeRules(ComposeFile file) {
    this.file = file;
  }

  /// Every rule that the file breaks, each with the service it is broken by.
  static List<String> findings(ComposeFile file) {
    var rules = new ComposeRules(file);
    file.services().forEach(rules::check);
    rules.secrets();
    return rules.findings;
  }

  private void check(String name, JsonNode service) {
    image(name, service);
    sealed(name, service);
    limited(name, service);
    healthy(name, service);
    started(name, service);
    published(name, service);
    mounted(name, service);
    require(
        names(service.path("networks")).stream().allMatch(file.root().path("networks")::has),
        name + ": its networks are declared");
  }

  private void image(String name, JsonNode service) {
    String image = service.path("image").asString();
    require(PINNED.matcher(image).matches(), name + ": its image is pinned, not " + image);
  }

  private void sealed(String name, JsonNode service) {
    String user = service.path("user").asString();
    require(user.matches("[1-9]\\d*:\\d+"), name + ": it runs as a user who is not root");
    require(service.path("read_only").asBoolean(), name + ": its root file system is read-only");
    require(names(service.path("cap_drop")).contains("ALL"), name + ": it has no capabilities");
    require(
        names(service.path("security_opt")).contains("no-new-privileges:true"),
        name + ": it gains no privileges");
    require(!service.path("privileged").asBoolean(), name + ": it is not privileged");
  }

  private void limited(String name, JsonNode service) {
    JsonNode limits = service.path("deploy").path("resources").path("limits");
    require(limits.path("cpus").isString(), name + ": its processors are limited");
    require(limits.path("memory").isString(), name + ": its memory is limited");
  }

  private void healthy(String name, JsonNode service) {
    if (!isOneShot(service)) {
      require(service.path("healthcheck").has("test"), name + ": it has a health check");
      require(
          service.path("restart").asString().equals("unless-stopped"), name + ": it is restarted");
    }
  }

  private void started(String name, JsonNode service) {
    service
        .path("depends_on")
        .properties()
        .forEach(
            entry -> {
              JsonNode other = file.root().path("services").path(entry.getKey());
              String condition = entry.getValue().path("condition").asString();
              require(
                  isOneShot(other)
                      ? condition.equals("service_completed_successfully")
                      : condition.equals("service_healthy") && other.has("healthcheck"),
                  name + ": " + entry.getKey() + " can become what it waits for");
              boolean optional = !entry.getValue().path("required").asBoolean(true);
              require(
                  optional
                      == (other.has("profiles")
                          && !other.path("profiles").equals(service.path("profiles"))),
                  name + ": it waits for " + entry.getKey() + " where that is started");
            });
  }

  private void published(String name, JsonNode service) {
    names(service.path("ports"))
        .forEach(
            port ->
                require(
                    port.startsWith("127.0.0.1:"), name + ": " + port + " is on loopback only"));
    require(
        !service.path("deploy").has("replicas") || !service.has("ports"),
        name + ": replicas share no port of the host");
  }

  private void mounted(String name, JsonNode service) {
    for (String volume : names(service.path("volumes"))) {
      String source = volume.substring(0, volume.indexOf(':'));
      if (source.startsWith(".")) {
        require(
            Files.exists(ComposeFile.REPOSITORY.resolve(source)),
            name + ": " + source + " is in the repository");
        require(volume.endsWith(":ro"), name + ": " + source + " is mounted read-only");
      } else {
        require(file.root().path("volumes").has(source), name + ": " + source + " is declared");
      }
    }
  }

  /// By the raw text: a value would be as good as a default.
  private void secrets() {
    file.raw()
        .path("services")
        .properties()
        .forEach(
            service ->
                ComposeFile.environment(service.getValue())
                    .forEach((variable, value) -> secret(service.getKey(), variable, value)));
  }

  private void secret(String service, String variable, String value) {
    require(
        !SECRET.matcher(variable).matches() || NO_DEFAULT.matcher(value).matches(),
        service + ": " + variable + " has no default");
  }

  static boolean isOurs(JsonNode service) {
    return service.path("image").asString().startsWith(PROJECT);
  }

  static boolean isOneShot(JsonNode service) {
    return service.path("restart").asString().equals("no");
  }

  /// A list's texts.
  static Set<String> names(JsonNode list) {
    return Set.copyOf(list.valueStream().map(JsonNode::asString).toList());
  }

  /// The services that are started with these profiles.
  static Map<String, JsonNode> started(ComposeFile file, Set<String> profiles) {
    Map<String, JsonNode> started = file.services();
    started
        .values()
        .removeIf(
            service ->
                service.has("profiles")
                    && names(service.path("profiles")).stream().noneMatch(profiles::contains));
    return started;
  }

  private void require(boolean holds, String rule) {
    if (!holds) {
      findings.add(rule);
    }
  }
}
