package dev.muster.quickstart.trace;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.quickstart.drop.WebhookProbe;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.quickstart.system.SystemSettings;
import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// One trace leads from the request through the log and the decision to the webhook.
class TraceTest {
  private static final UUID CUP = UUID.randomUUID();
  private static final UUID PLAYER = UUID.randomUUID();

  /// The traces that somebody asked to see.
  private static final Set<String> ASKED = ConcurrentHashMap.newKeySet();

  @SuppressWarnings("NullAway.Init") // Set before any test.
  private static Collector collector;

  @SuppressWarnings("NullAway.Init") // Set before any test.
  private static LocalSystem system;

  @BeforeAll
  static void start() throws Exception {
    // Kept below the build directory: the logs are there after a failure.
    Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "trace-");
    collector = new Collector();
    // Whoever does not ask to be seen is not.
    var tracing =
        Map.of("MUSTER_TRACING_ENDPOINT", collector.endpoint(), "MUSTER_TRACING_PROBABILITY", "0");
    system =
        LocalSystem.in(
                SystemSettings.onFreePorts(directory)
                    .withApiEnvironment(tracing)
                    .withWorkerEnvironment(tracing))
            .start(_ -> {});
  }

  @AfterAll
  static void stop() {
    if (system != null) {
      system.close();
    }
    collector.close();
  }

  @Test
  void leadsFromTheRequestThroughTheBatchToTheWebhook() throws Exception {
    try (var client = new MusterClient(system.httpUri());
        var probe = WebhookProbe.at(system.httpUri())) {
      client.decide(
          new DefineTournament(
              CUP, "Cup", 2, 10, TournamentStatus.OPEN, null, null, RefundPolicy.FULL));
      client.decide(new RegisterPlayer(PLAYER, "Ada"));
      client.decide(new GrantCredits(PLAYER, 100, "welcome"));
      String traceId = newTraceId();

      assertThat(enroll(traceId, body(CUP.toString())).statusCode()).isEqualTo(202);

      Span post = collector.await(traceId, "POST /v1/enrollment-requests");
      Span send = collector.await(traceId, "send muster.tournament.commands");
      Span process = collector.await(traceId, "process muster.tournament.commands");
      Span attempt = collector.await(traceId, "POST");
      assertThat(probe.await(1)).isOne();
      assertThat(post.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
      assertThat(Collector.hex(post.getParentSpanId())).isEqualTo("00f067aa0ba902b7");
      assertThat(send.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_PRODUCER);
      assertThat(send.getParentSpanId()).isEqualTo(post.getSpanId());
      assertThat(process.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CONSUMER);
      assertThat(process.getLinksList())
          .extracting(Span.Link::getSpanId)
          .contains(send.getSpanId());
      assertThat(process.getEventsList().stream().map(Span.Event::getName).collect(toSet()))
          .contains("fenced", "loaded", "decided", "applied", "committed");
      assertThat(attempt.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
      assertThat(attempt.getAttributesList().toString())
          .contains("http.response.status_code")
          .contains("muster.webhook.message.id");
      assertThat(collector.spans())
          .as("whoever did not ask to be seen")
          .allMatch(span -> ASKED.contains(Collector.traceId(span)));
    }
  }

  @Test
  void isNamedInAProblem() throws Exception {
    String traceId = newTraceId();

    HttpResponse<String> refused = enroll(traceId, body("no id"));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("\"traceId\":\"" + traceId + "\"");
    Span post = collector.await(traceId, "POST /v1/enrollment-requests");
    assertThat(post.getAttributesList().toString()).contains("400").doesNotContain("no id");
  }

  @Test
  void aMalformedHeaderIsNone() throws Exception {
    HttpResponse<String> refused = enroll("not-a-trace", body("no id"));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).doesNotContain("not-a-trace");
  }

  private static HttpResponse<String> enroll(String traceId, String body) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      URI path = system.httpUri().resolve("/v1/enrollment-requests");
      return http.send(
          HttpRequest.newBuilder(path)
              .header("Content-Type", "application/json")
              .header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01")
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }

  private static String body(String tournament) {
    return "{\"type\":\"ENROLL\",\"tournamentId\":\"%s\",\"playerId\":\"%s\"}"
        .formatted(tournament, PLAYER);
  }

  private static String newTraceId() {
    byte[] id = new byte[16];
    ThreadLocalRandom.current().nextBytes(id);
    String traceId = HexFormat.of().formatHex(id);
    ASKED.add(traceId);
    return traceId;
  }
}
