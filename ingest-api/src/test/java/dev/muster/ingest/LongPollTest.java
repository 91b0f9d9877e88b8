package dev.muster.ingest;

import static dev.muster.ingest.RunningApi.enroll;
import static dev.muster.ingest.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.outcome.Samples;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.StatusCodec;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class LongPollTest {
  private static final String REQUESTS = "/v1/enrollment-requests";
  private static final Duration SOON = Duration.ofSeconds(2);

  private final RunningApi api = new RunningApi("--muster.longpoll.waiters-max=3");

  @BeforeEach
  void hear() {
    api.results.begin(1);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private UUID accept() {
    var response = api.send("POST", REQUESTS, enroll(UUID.randomUUID(), UUID.randomUUID()));
    assertThat(response.statusCode()).isEqualTo(202);
    return UUID.fromString(json(response).get("requestId").asString());
  }

  private CompletableFuture<HttpResponse<String>> get(UUID id, String... headers) {
    return api.sendAsync(api.to(REQUESTS + "/" + id).headers(headers));
  }

  private CompletableFuture<HttpResponse<String>> post(String prefer) {
    return api.sendAsync(
        api.to(REQUESTS)
            .headers("Content-Type", "application/json", "Prefer", prefer)
            .POST(BodyPublishers.ofString(enroll(UUID.randomUUID(), UUID.randomUUID()))));
  }

  private static HttpResponse<String> end(CompletableFuture<HttpResponse<String>> waiting)
      throws Exception {
    return waiting.get(40, TimeUnit.SECONDS);
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("-");
  }

  private static String document(Result result) {
    return new String(StatusCodec.encode(result), StandardCharsets.UTF_8);
  }

  @Test
  void whoWaitsHearsOfTheDecisionWhenItIsMade() throws Exception {
    UUID id = accept();
    var first = get(id, "Prefer", "wait=30");
    var second = get(id, "Prefer", "respond-async, wait=\"60\"");
    api.awaitWaiting(2);
    long start = System.nanoTime();
    Result result = Samples.enrolled(id, 0);
    api.results.tell(result);

    HttpResponse<String> response = end(first);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(document(result));
    assertThat(header(response, "Preference-Applied")).isEqualTo("wait=30");
    assertThat(header(response, "Vary")).isEqualTo("Prefer");
    assertThat(header(response, "Retry-After")).isEqualTo("-");
    assertThat(header(response, "Cache-Control")).isEqualTo("private, no-cache");
    assertThat(end(second).body()).isEqualTo(document(result));
    assertThat(header(end(second), "Preference-Applied")).isEqualTo("wait=30");
    assertThat(header(end(second), "ETag")).isEqualTo(header(response, "ETag"));
    assertThat(api.statusReads()).isZero();
    api.awaitWaiting(0);
  }

  /// Tomcat does not look at a connection while its answer is due, so the end of the wait frees the
  /// place of somebody who left.
  @Test
  void whoLeavesKeepsAPlaceUntilTheWaitIsOverAndDisturbsNobody() throws Exception {
    UUID id = accept();
    String request =
        "GET %s/%s HTTP/1.1\r\nHost: x\r\nPrefer: wait=2\r\n\r\n".formatted(REQUESTS, id);
    try (Socket leaving = api.connect()) {
      leaving.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      api.awaitWaiting(1);
    }
    var staying = get(id, "Prefer", "wait=30");
    api.awaitWaiting(2);
    api.awaitWaiting(1);

    Result result = Samples.enrolled(id, 0);
    api.results.tell(result);
    assertThat(end(staying).body()).isEqualTo(document(result));
    api.awaitWaiting(0);
  }

  @Test
  void aCommandCanWaitForItsOwnOutcome() throws Exception {
    var waiting = post("wait=30");
    api.awaitWaiting(1);
    Result result = Samples.enrolled(api.log.appended().getFirst().requestId(), 0);
    api.results.tell(result);

    HttpResponse<String> response = end(waiting);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(document(result));
    String location = REQUESTS + "/" + result.header().requestId();
    assertThat(header(response, "Location")).isEqualTo(location);
    assertThat(header(response, "Content-Location")).isEqualTo(location);
    assertThat(header(response, "Preference-Applied")).isEqualTo("wait=30");
    assertThat(header(response, "Vary")).isEqualTo("Prefer");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(api.statusReads()).isZero();
  }

  @Test
  void anOutcomeThatIsKnownNeedsNoWait() throws Exception {
    UUID id = accept();
    api.results.tell(Samples.enrolled(id, 0));
    HttpResponse<String> response = end(get(id, "Prefer", "wait=30"));
    assertThat(json(response).get("status").asString()).isEqualTo("ENROLLED");
    assertThat(header(response, "Preference-Applied")).isEqualTo("wait=30");

    var first = api.send("POST", REQUESTS, enroll(id, id), "Idempotency-Key", "k");
    api.results.tell(Samples.enrolled(UUID.fromString(json(first).get("requestId").asString()), 1));
    var repeat =
        api.send("POST", REQUESTS, enroll(id, id), "Idempotency-Key", "k", "Prefer", "wait=0");
    assertThat(repeat.statusCode()).isEqualTo(200);
    assertThat(json(repeat).get("status").asString()).isEqualTo("ENROLLED");
    // Who does not prefer to wait gets the receipt as ever.
    var receipt = api.send("POST", REQUESTS, enroll(id, id), "Idempotency-Key", "k");
    assertThat(receipt.statusCode()).isEqualTo(202);
    assertThat(json(receipt).get("status").asString()).isEqualTo("PENDING");
  }

  @Test
  void aWaitInVainEndsWithWhatThereIs() throws Exception {
    var waiting = post("wait=1");
    HttpResponse<String> accepted = end(waiting);
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(json(accepted).get("status").asString()).isEqualTo("PENDING");
    assertThat(header(accepted, "Retry-After")).isEqualTo("1");
    assertThat(header(accepted, "Preference-Applied")).isEqualTo("wait=1");

    String location = header(accepted, "Location");
    HttpResponse<String> pending = api.get(location, "Prefer", "wait=1");
    assertThat(pending.statusCode()).isEqualTo(200);
    assertThat(json(pending).get("status").asString()).isEqualTo("PENDING");
    assertThat(header(pending, "Retry-After")).isEqualTo("1");
    assertThat(header(pending, "Preference-Applied")).isEqualTo("wait=1");
  }

  @Test
  void aTagOfAPendingDocumentDoesNotEndTheWaitAndIsComparedAtItsEnd() throws Exception {
    UUID id = accept();
    String tag = header(end(get(id, "Prefer", "wait=0")), "ETag");
    HttpResponse<String> unchanged = end(get(id, "Prefer", "wait=1", "If-None-Match", tag));
    assertThat(unchanged.statusCode()).isEqualTo(304);
    assertThat(header(unchanged, "ETag")).isEqualTo(tag);
    assertThat(header(unchanged, "Preference-Applied")).isEqualTo("wait=1");
    assertThat(header(unchanged, "Vary")).isEqualTo("Prefer");

    // The place in line moves and with it the tag, and still it is the decision that ends a wait.
    var waiting = get(id, "Prefer", "wait=30", "If-None-Match", "\"another\"");
    api.awaitWaiting(1);
    api.results.tell(Samples.enrolled(id, 0));
    HttpResponse<String> decided = end(waiting);
    assertThat(json(decided).get("status").asString()).isEqualTo("ENROLLED");
    assertThat(
            end(get(id, "Prefer", "wait=30", "If-None-Match", header(decided, "ETag")))
                .statusCode())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=x", "respond-async", "wait=-1"})
  void aPreferenceThatIsNotAppliedIsNotSaidToBe(String prefer) throws Exception {
    UUID id = accept();
    HttpResponse<String> response = end(get(id, "Prefer", prefer));
    assertThat(json(response).get("status").asString()).isEqualTo("PENDING");
    assertThat(header(response, "Preference-Applied")).isEqualTo("-");
    assertThat(header(response, "Vary")).isEqualTo("Prefer");
  }

  @Test
  void everyAnswerSaysThatItDependsOnThePreference() {
    assertThat(header(api.get(REQUESTS + "/x"), "Vary")).isEqualTo("Prefer");
    assertThat(header(api.send("POST", REQUESTS, "{}"), "Vary")).isEqualTo("Prefer");
    assertThat(
            header(
                api.send("PUT", "/v1/players/" + UUID.randomUUID(), "{}", "Prefer", "wait=0"),
                "Vary"))
        .isEqualTo("Prefer");
    assertThat(header(api.get("/v1/players/" + UUID.randomUUID()), "Vary")).isEqualTo("-");
  }

  @Test
  void whenTooManyWaitTheNextIsAnsweredAtOnce() throws Exception {
    UUID id = accept();
    var waits =
        new CompletableFuture<?>[] {
          get(id, "Prefer", "wait=30"), get(id, "Prefer", "wait=30"), get(id, "Prefer", "wait=30")
        };
    api.awaitWaiting(3);
    HttpResponse<String> refused = end(get(id, "Prefer", "wait=30"));
    assertThat(refused.statusCode()).isEqualTo(200);
    assertThat(json(refused).get("status").asString()).isEqualTo("PENDING");
    assertThat(header(refused, "Preference-Applied")).isEqualTo("-");
    api.results.tell(Samples.enrolled(id, 0));
    CompletableFuture.allOf(waits).get(20, TimeUnit.SECONDS);
  }

  @Test
  void aStopAnswersEverybodyAtOnce() throws Exception {
    var getting = get(accept(), "Prefer", "wait=30");
    var posting = post("wait=30");
    api.awaitWaiting(2);
    long start = System.nanoTime();
    var stopping = CompletableFuture.runAsync(api::stop, task -> Thread.ofVirtual().start(task));

    assertThat(json(end(getting)).get("status").asString()).isEqualTo("PENDING");
    assertThat(end(posting).statusCode()).isEqualTo(202);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    stopping.get(10, TimeUnit.SECONDS);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void anotherReplicasRequestCanBeWaitedForAsWell() throws Exception {
    UUID id = accept();
    try (var replica = new RunningApi()) {
      replica.results.begin(1);
      var waiting = replica.sendAsync(replica.to(REQUESTS + "/" + id).headers("Prefer", "wait=30"));
      replica.awaitWaiting(1);
      replica.results.tell(Samples.enrolled(id, 0));
      assertThat(json(end(waiting)).get("status").asString()).isEqualTo("ENROLLED");
      assertThat(replica.statusReads()).isEqualTo(1);
    }
  }

  @Test
  void livenessTellsOfAFeedThatEnded() {
    assertThat(api.get("/livez").statusCode()).isEqualTo(200);
    api.results.die();
    Problems.assertProblem(api.get("/livez"), 503, "/problems/not-alive");
  }
}
