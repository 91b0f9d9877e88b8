package dev.muster.quickstart.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Prometheus asks the services of the compose file where they listen, and every replica of them.
class ScrapeTest {
  private static final String SCRAPE = ComposeFile.read("ops/prometheus/prometheus.yml");

  private final ComposeFile compose =
      ComposeFile.parse(
          ComposeFile.text(),
          ComposeFile.required(ComposeFile.text()).stream()
              .collect(Collectors.toMap(name -> name, name -> name)));

  @Test
  void everyApplicationIsAskedAtItsManagementPort() {
    assertThat(findings(SCRAPE)).isEmpty();
    assertThat(jobs(SCRAPE).map(job -> job.path("job_name").asString()))
        .contains("ingest-api", "enrollment-worker", "validator", "kafka-exporter");
  }

  @Test
  void noticesAWrongPortAndAReplicaThatIsMissed() {
    assertThat(findings(SCRAPE.replace("port: 8081", "port: 8080")))
        .containsExactly("ingest-api:8080 is not its management port");
    String oneInTurn =
        """
        scrape_configs:
          - job_name: enrollment-worker
            static_configs:
              - targets: ['enrollment-worker:8082', 'nobody:1']
        """;
    assertThat(findings(oneInTurn))
        .containsExactlyInAnyOrder(
            "enrollment-worker: only one replica in turn", "there is no nobody");
  }

  private List<String> findings(String prometheus) {
    List<String> findings = new ArrayList<>();
    Map<String, JsonNode> services = compose.services();
    jobs(prometheus)
        .forEach(
            job -> {
              for (JsonNode lookUp : job.path("dns_sd_configs")) {
                String name = lookUp.path("names").path(0).asString();
                check(services, name, lookUp.path("port").asString(), true, findings);
              }
              for (JsonNode target : job.path("static_configs").path(0).path("targets")) {
                String[] address = target.asString().split(":", -1);
                check(services, address[0], address[1], false, findings);
              }
            });
    return findings;
  }

  private static void check(
      Map<String, JsonNode> services,
      String name,
      String port,
      boolean all,
      List<String> findings) {
    JsonNode service = services.get(name);
    if (service == null) {
      findings.add("there is no " + name);
      return;
    }
    if (!all && service.path("deploy").has("replicas")) {
      findings.add(name + ": only one replica in turn");
    }
    if (ComposeRules.isOurs(service)
        && !port.equals(ComposeFile.environment(service).get("MANAGEMENT_SERVER_PORT"))) {
      findings.add(name + ":" + port + " is not its management port");
    }
  }

  private static Stream<JsonNode> jobs(String prometheus) {
    return ComposeFile.parse(prometheus, Map.of()).root().path("scrape_configs").valueStream();
  }
}
