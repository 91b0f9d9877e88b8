package dev.muster.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Health and metrics have a port of their own, and tell what really happened.
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManagementTest {
  private static final String REQUESTS = "/v1/enrollment-requests";
  private static final String METRICS = "/actuator/prometheus";

  private RunningApi api;

  @BeforeAll
  void start() {
    api = new RunningApi("--management.server.port=0", "--management.server.address=127.0.0.1");
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/livez", "/readyz", "/actuator/health", "/actuator/info", METRICS})
  void isServedOnThePortOfItsOwn(String path) {
    assertThat(management(path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/actuator/env", "/actuator/heapdump", "/actuator/loggers", "/actuator/shutdown"})
  void whatIsNotNeededIsNotThere(String path) {
    assertThat(management(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {METRICS, "/actuator/health", "/metrics"})
  void nothingOfItIsPublic(String path) {
    assertThat(api.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void requestsAreCountedByWhatBecameOfThem() {
    String body = RunningApi.enroll(UUID.randomUUID(), UUID.randomUUID());
    double accepted = requests("ENROLL", "accepted");
    double acks = value("muster_accept_seconds_count");

    api.send("POST", REQUESTS, body, "Idempotency-Key", "\"one\"");
    api.send("POST", REQUESTS, body, "Idempotency-Key", "\"one\"");
    api.send("POST", REQUESTS, "{", "Idempotency-Key", "\"two\"");
    api.send("POST", REQUESTS + "/batch", "{\"requests\":[" + body + "," + body + "]}");

    assertThat(requests("ENROLL", "accepted") - accepted).isEqualTo(3);
    assertThat(requests("ENROLL", "duplicate")).isOne();
    assertThat(requests("UNKNOWN", "invalid")).isOne();
    assertThat(value("muster_accept_seconds_count") - acks).isEqualTo(3);
  }

  @Test
  void answersAreCountedByRouteAndThoseThatMatchNoneTogether() {
    double unmatched = http("none", "none", 404);
    api.get("/v1/players/" + UUID.randomUUID());
    api.get("/not/there");
    api.get("/nor/here");

    assertThat(http("GET", "/v1/players/{id}", 404)).isOne();
    assertThat(http("none", "none", 404) - unmatched).isEqualTo(2);
    assertThat(management(METRICS).body()).doesNotContain("/not/there");
  }

  @Test
  void anAnswerThatCameLateIsTimedFromTheBeginningOfTheWait() {
    String id =
        RunningApi.json(
                api.send("POST", REQUESTS, RunningApi.enroll(UUID.randomUUID(), UUID.randomUUID())))
            .get("requestId")
            .asString();
    double before = value("muster_http_requests_seconds_sum");
    api.get(REQUESTS + "/" + id, "Prefer", "wait=1");

    assertThat(value("muster_http_requests_seconds_sum") - before).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jvm_memory_used_bytes", "hikaricp_connections", "process_uptime_seconds"})
  void theMachineryIsShownToo(String name) {
    assertThat(management(METRICS).body()).contains("\n" + name + "{");
  }

  private double requests(String type, String outcome) {
    return value(
        "muster_requests_total{application=\"ingest-api\",outcome=\"%s\",type=\"%s\"}"
            .formatted(outcome, type));
  }

  private double http(String method, String route, int status) {
    return value(
        "muster_http_requests_seconds_count{application=\"ingest-api\",method=\"%s\",route=\"%s\",status=\"%d\"}"
            .formatted(method, route, status));
  }

  /// The sum of the samples that begin so.
  private double value(String start) {
    return management(METRICS)
        .body()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private HttpResponse<String> management(String path) {
    return api.send(HttpRequest.newBuilder(api.management(path)));
  }
}
