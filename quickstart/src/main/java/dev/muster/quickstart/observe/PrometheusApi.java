package dev.muster.quickstart.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a Prometheus server is asked.
final class PrometheusApi {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
  private static final String SCRAPED = "{job=~\"ingest-api|enrollment-worker|validator\"}";

  /// A target that is scraped.
  ///
  /// @param trouble why the last scrape failed; empty if it did not
  record Target(String job, boolean up, String trouble) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;

  PrometheusApi(URI server) {
    this.server = server;
  }

  /// Whether it serves.
  boolean ready() {
    try {
      return send("/-/ready").statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false; // It does not listen yet.
    }
  }

  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (JsonNode target : data("/api/v1/targets?state=active").path("activeTargets")) {
      targets.add(
          new Target(
              target.at("/labels/job").asString(),
              target.path("health").asString("").equals("up"),
              target.path("lastError").asString("")));
    }
    return targets;
  }

  /// The values of an expression now, one a series; a scalar is one series.
  ///
  /// @throws PromQlException if it is no valid expression
  List<Double> values(String expression) throws PromQlException {
    JsonNode answer = json("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
    if (!answer.path("status").asString("").equals("success")) {
      throw new PromQlException(answer.path("error").asString("no reason given"));
    }
    JsonNode data = answer.path("data");
    if (data.path("resultType").asString("").equals("scalar")) {
      return List.of(number(data.at("/result/1")));
    }
    List<Double> values = new ArrayList<>();
    data.path("result").forEach(series -> values.add(number(series.at("/value/1"))));
    return values;
  }

  List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (JsonNode group : data("/api/v1/rules").path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        rules.add(
            new Rule(
                rule.path("type").asString("").equals("alerting"),
                rule.path("name").asString(),
                rule.path("query").asString(),
                text(rule.at("/annotations/runbook_url")),
                text(rule.path("lastError"))));
      }
    }
    return rules;
  }

  /// Names of the alerts that fire.
  Set<String> firing() {
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : data("/api/v1/alerts").path("alerts")) {
      if (alert.path("state").asString("").equals("firing")) {
        names.add(alert.at("/labels/alertname").asString());
      }
    }
    return names;
  }

  /// Names of all metrics that came from Muster's applications.
  Set<String> scraped() {
    Set<String> names = new TreeSet<>();
    String selector = URLEncoder.encode(SCRAPED, UTF_8);
    data("/api/v1/label/__name__/values?match[]=".replace("[]", "%5B%5D") + selector)
        .forEach(name -> names.add(name.asString()));
    return names;
  }

  private JsonNode data(String path) {
    return json(path).path("data");
  }

  private JsonNode json(String path) {
    return JSON.readTree(send(path).body());
  }

  private HttpResponse<String> send(String path) {
    var request = HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWER_MAX).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("Prometheus does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Prometheus", e);
    }
  }

  /// Prometheus spells what is no finite number as words of its own.
  private static double number(JsonNode value) {
    return switch (value.asString()) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      case String text -> Double.parseDouble(text);
    };
  }

  private static @Nullable String text(JsonNode node) {
    String text = node.asString("");
    return text.isEmpty() ? null : text;
  }
}
