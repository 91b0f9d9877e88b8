package dev.muster.ingest;

import static dev.muster.ingest.Problems.assertProblem;
import static dev.muster.ingest.RunningApi.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.webhook.EndpointPatch.Field;
import dev.muster.schemas.webhook.OperationKind;
import dev.muster.schemas.webhook.SealedSecrets;
import dev.muster.schemas.webhook.WebhookCommand.Change;
import dev.muster.schemas.webhook.WebhookCommand.Create;
import dev.muster.schemas.webhook.WebhookCommand.RotateSecret;
import dev.muster.schemas.webhook.WebhookCommandEnvelope;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Managing endpoints over HTTP: what is asked is on the log, sealed; what is answered is in the
/// database, or said to be on its way.
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookEndpointsTest {
  private static final String KEY = "a key of the tests";
  private static final String PATH = "/v1/webhook-endpoints";
  private static final String BODY =
      """
      {"url": "https://example.com/hook", "eventTypes": ["enrollment.enrolled"]}
      """;

  private final RunningApi api =
      new RunningApi("--muster.webhooks.secret-key=" + KEY, "--muster.webhooks.answer-wait=300ms");
  private final WebhookDesk desk = new WebhookDesk(api.database);

  @BeforeEach
  void behave() {
    api.log.behave();
    api.log.webhookWorker(desk);
    desk.refuse(null);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void anEndpointIsCreatedAndItsSecretShownOnce() throws Exception {
    HttpResponse<String> created = api.send("POST", PATH, BODY);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    JsonNode document = json(created);
    String id = document.get("id").asString();
    assertThat(created.headers().firstValue("Location")).hasValue(PATH + "/" + id);
    assertThat(document.get("concurrencyMax").asInt()).isEqualTo(32);
    assertThat(document.get("state").asString()).isEqualTo("ACTIVE");
    String secret = document.get("secret").asString();
    assertThat(secret).startsWith("whsec_");

    WebhookCommandEnvelope command = last();
    String sealed = ((Create) command.command()).sealedSecret();
    assertThat(opened(command, sealed)).isEqualTo(secret);
    assertThat(sealed).doesNotContain(secret);

    JsonNode read = json(api.get(PATH + "/" + id));
    assertThat(read.has("secret")).isFalse();
    assertThat(read.get("url").asString()).isEqualTo("https://example.com/hook");
  }

  @Test
  void aKeyPairShowsItsPublicHalfAloneAndABroughtSecretIsKept() throws Exception {
    String asymmetric = BODY.replace("}", ", \"signatureVersion\": \"v1a\"}");
    JsonNode created = json(api.send("POST", PATH, asymmetric));
    assertThat(created.has("secret")).isFalse();
    assertThat(opened(last(), ((Create) last().command()).sealedSecret())).startsWith("whsk_");

    String brought = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);
    String body = BODY.replace("}", ", \"secret\": \"" + brought + "\"}");
    assertThat(json(api.send("POST", PATH, body)).get("secret").asString()).isEqualTo(brought);
    assertThat(opened(last(), ((Create) last().command()).sealedSecret())).isEqualTo(brought);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"url\": \"http://example.com/\" | 422",
        "\"url\": \"https://127.0.0.1/\" | 422",
        "\"url\": \"https://user@example.com/\" | 422",
        "\"url\": 7 | 400",
        "\"url\": \"https://example.com/\", \"secret\": \"whsec_c2hvcnQ=\" | 422",
        "\"url\": \"https://example.com/\", \"secret\": \"secret\" | 422",
        "\"url\": \"https://example.com/\", \"signatureVersion\": \"v2\" | 400",
        "\"url\": \"https://example.com/\", \"headers\": {\"host\": \"elsewhere\"} | 422",
        "\"url\": \"https://example.com/\", \"headers\": {\"x-a\": \"1\", \"X-A\": \"2\"} | 422",
        "\"url\": \"https://example.com/\", \"batchSizeMax\": 101 | 400",
        "\"url\": \"https://example.com/\", \"sealedHeaders\": \"x\" | 400",
        "\"url\": \"https://example.com/\", \"state\": \"PAUSED\" | 400",
      })
  void aBadEndpointIsRefusedBeforeAnythingIsAppended(String fields, int status) {
    int before = api.log.webhookCommands().size();
    HttpResponse<String> response =
        api.send("POST", PATH, "{\"eventTypes\": [\"enrollment.enrolled\"], " + fields + "}");
    assertProblem(
        response, status, "/problems/" + (status == 422 ? "webhook-refused" : "invalid-body"));
    assertThat(response.body()).doesNotContain("c2hvcnQ");
    assertThat(api.log.webhookCommands()).hasSize(before);
  }

  @Test
  void aPatchNamesWhatItChanges() throws Exception {
    String id = create();
    HttpResponse<String> response =
        api.send(
            api.to(PATH + "/" + id)
                .header("Content-Type", "application/merge-patch+json")
                .method(
                    "PATCH",
                    BodyPublishers.ofString(
                        """
                        {"ratePerSecond": null, "state": "PAUSED",
                         "headers": {"Authorization": "Bearer x", "x-old": null}}
                        """)));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(last().command()).isInstanceOf(Change.class);
    var patch = ((Change) last().command()).patch();
    assertThat(patch.changed())
        .containsExactlyInAnyOrder(Field.RATE_PER_SECOND, Field.STATE, Field.SEALED_HEADERS);
    assertThat(opened(last(), Objects.requireNonNull(patch.sealedHeaders())))
        .isEqualTo("{\"authorization\":\"Bearer x\",\"x-old\":null}");
    assertProblem(
        api.send("PATCH", PATH + "/" + id, "{\"state\": \"DISABLED\"}"),
        400,
        "/problems/invalid-body");
  }

  @Test
  void aRotationNeedsNoBody() throws Exception {
    String id = create();
    HttpResponse<String> response =
        api.send(api.to(PATH + "/" + id + "/rotate-secret").POST(BodyPublishers.noBody()));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    String sealed = ((RotateSecret) last().command()).sealedSecret();
    assertThat(json(response).get("secret").asString()).isEqualTo(opened(last(), sealed));
  }

  @Test
  void whatIsDeletedIsGone() {
    String id = create();
    assertThat(api.send(api.to(PATH + "/" + id).DELETE()).statusCode()).isEqualTo(204);
    assertThat(last().command().kind()).isEqualTo(OperationKind.DELETE);
    api.database.update(
        "UPDATE webhook_endpoint SET state = 'DELETED', sealed_secret = NULL WHERE id = ?::uuid",
        id);
    assertProblem(api.get(PATH + "/" + id), 404, "/problems/not-found");
    assertProblem(api.send(api.to(PATH + "/" + id).DELETE()), 404, "/problems/not-found");
    assertThat(api.get(PATH).body()).doesNotContain(id);
    assertThat(api.get(PATH + "/" + id + "/deliveries").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"test", "recover", "replay-missing", "resend"})
  void whatSendsIsAnsweredByItsOperation(String action) {
    String id = create();
    boolean stretch = action.startsWith("re") && !action.equals("resend");
    String path =
        action.equals("resend") ? "/deliveries/" + UUID.randomUUID() + "/resend" : "/" + action;
    HttpResponse<String> response =
        api.send(
            "POST",
            PATH + "/" + id + path,
            stretch ? "{\"since\":\"2026-01-01T00:00:00Z\"}" : "{}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    String location = response.headers().firstValue("Location").orElseThrow();
    JsonNode operation = json(api.get(location));
    assertThat(operation).isEqualTo(json(response));
    assertThat(operation.get("state").asString()).isEqualTo(stretch ? "RUNNING" : "DONE");
    assertThat(operation.get("endpointId").asString()).isEqualTo(id);
  }

  @Test
  void withoutAWorkerTheCommandIsOnItsWay() {
    api.log.webhookWorker(_ -> {});
    HttpResponse<String> response = api.send("POST", PATH, BODY);
    assertThat(response.statusCode()).isEqualTo(202);
    JsonNode operation = json(response);
    assertThat(operation.get("state").asString()).isEqualTo("PENDING");
    assertThat(operation.get("secret").asString()).startsWith("whsec_");
    String location = response.headers().firstValue("Location").orElseThrow();
    HttpResponse<String> asked = api.get(location);
    assertThat(json(asked).get("state").asString()).isEqualTo("PENDING");
    assertThat(asked.headers().firstValue("Retry-After")).isPresent();

    desk.accept(last());
    assertThat(json(api.get(location)).get("state").asString()).isEqualTo("DONE");
    // An operation is no request, and an id that nobody issued is nothing.
    String id = operation.get("id").asString();
    assertProblem(api.get("/v1/enrollment-requests/" + id), 404, "/problems/not-found");
    assertProblem(
        api.get("/v1/webhook-operations/" + UUID.randomUUID()), 404, "/problems/not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "ENDPOINT_NOT_FOUND, 404, not-found",
    "ENDPOINT_DISABLED, 409, webhook-conflict",
    "DELIVERY_NOT_FOUND, 404, not-found",
    "DELIVERY_PENDING, 409, webhook-conflict",
    "INVALID, 422, webhook-refused",
    "SECRET_UNREADABLE, 503, webhooks-not-configured",
    "FAILED, 500, internal-error",
  })
  void aRejectedOperationIsAProblemWithItsReason(String reason, int status, String type) {
    String id = create();
    desk.refuse(reason);
    JsonNode problem =
        assertProblem(
            api.send("POST", PATH + "/" + id + "/test", "{}"), status, "/problems/" + type);
    assertThat(problem.get("reason").asString()).isEqualTo(reason);
    assertThat(problem.has("operationId")).isTrue();
  }

  @Test
  void noAckNoPromise() {
    api.log.misbehave(_ -> true, _ -> false);
    JsonNode problem =
        assertProblem(api.send("POST", PATH, BODY), 503, "/problems/log-unavailable");
    assertThat(problem.has("operationId")).isTrue();
  }

  @Test
  void withoutAKeyWebhooksAreOff() {
    try (var off = new RunningApi()) {
      for (HttpResponse<String> response :
          List.of(
              off.send("POST", PATH, BODY),
              off.get(PATH),
              off.get(PATH + "/" + UUID.randomUUID()))) {
        assertProblem(response, 503, "/problems/webhooks-not-configured");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
      }
      assertThat(off.get("/readyz").statusCode()).isEqualTo(200);
    }
  }

  private String create() {
    return json(api.send("POST", PATH, BODY)).get("id").asString();
  }

  private WebhookCommandEnvelope last() {
    return api.log.webhookCommands().getLast();
  }

  private static String opened(WebhookCommandEnvelope command, String sealed) throws Exception {
    byte[] clear =
        new SealedSecrets(KEY).open(command.endpointId(), Base64.getDecoder().decode(sealed));
    return new String(clear, UTF_8);
  }
}
