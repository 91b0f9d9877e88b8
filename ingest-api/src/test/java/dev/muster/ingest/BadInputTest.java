package dev.muster.ingest;

import static dev.muster.ingest.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  /// Stands in input wherever it could be repeated, and must come back nowhere.
  static final String MARK = "~<b>mark</b>~";

  private static final String ID = "0a000000-0000-4000-8000-000000000001";
  private static final String REQUESTS = "/v1/enrollment-requests";
  private static final String BATCH = REQUESTS + "/batch";
  private static final String PLAYER = "/v1/players/" + ID;
  private static final String ENROLL = RunningApi.enroll(UUID.fromString(ID), UUID.fromString(ID));
  private static final String OPEN =
      "{\"name\":\"n\",\"capacity\":1,\"feeCredits\":1,\"status\":\"OPEN\"}";

  private final RunningApi api = new RunningApi();

  @AfterAll
  void stop() {
    // Whatever was sent: nothing of it was taken.
    assertThat(api.log.appended()).isEmpty();
    api.close();
  }

  @ParameterizedTest
  @MethodSource("dev.muster.ingest.BadBodies#all")
  void badBodiesAreRefusedAndTheFieldIsNamed(
      String method, String path, String body, String field) {
    var problem = assertProblem(api.send(method, path, body), 400, "/problems/invalid-body");
    if (field.isEmpty()) {
      assertThat(problem.has("errors")).isFalse();
    } else {
      assertThat(problem.get("errors").size()).isEqualTo(1);
      assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo(field);
      assertThat(problem.get("errors").get(0).get("message").asString()).startsWith(field);
    }
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] body = {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'};
    var request =
        api.to(REQUESTS)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    assertProblem(api.send(request), 400, "/problems/invalid-body");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/tournaments/x",
    "GET, /v1/tournaments/1-1-1-1-1",
    "PUT, /v1/tournaments/x",
    "POST, /v1/tournaments/x/cancel",
    "GET, /v1/players/x",
    "PUT, /v1/players/x",
    "POST, /v1/players/%20/credits",
    "GET, /v1/players/x/enrollments",
    "GET, /v1/players/x/credit-transactions",
  })
  void idsInPathsMustBeUuids(String method, String path) {
    var problem =
        assertProblem(
            method.equals("GET") ? api.get(path) : api.send(method, path, OPEN),
            400,
            "/problems/invalid-parameter");
    assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo("id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=",
        "limit=1.0",
        "limit=99999999999",
        "limit=%31",
        "after=",
        "after=x",
        "after=AAAA",
        "after=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "offset=1",
        "limit=1&x=%3Cb%3Emark",
        "&",
      })
  void badPagesAreRefused(String query) {
    assertProblem(api.get(PLAYER + "/enrollments?" + query), 400, "/problems/invalid-parameter");
    assertProblem(
        api.get(PLAYER + "/credit-transactions?" + query), 400, "/problems/invalid-parameter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v1/",
        "/v2/players/" + ID,
        "/v1/players",
        "/v1/players/",
        "/v1/players/" + ID + "/",
        "/v1/players/" + ID + "/wallet",
        "/v1/enrollment-requests/" + ID + "/x",
        "/V1/players/" + ID,
        "/index.html",
        "/error",
        "/actuator/env",
        "/WEB-INF/web.xml",
        "/v1/enrollment-requests/not-a-uuid",
        "/v1/enrollment-requests/" + ID,
        "/v1/tournaments/" + ID,
        "/v1/players/" + ID,
        "/v1/players/" + ID + "/enrollments",
        "/v1/players/" + ID + "/credit-transactions",
      })
  void whatIsNotThereIsNotFound(String path) {
    assertProblem(api.get(path), 404, "/problems/not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/enrollment-requests, 'POST, OPTIONS'",
    "PUT, /v1/enrollment-requests, 'POST, OPTIONS'",
    "DELETE, /v1/enrollment-requests/batch, 'POST, OPTIONS'",
    "POST, /v1/enrollment-requests/0a000000-0000-4000-8000-000000000001, 'GET, HEAD, OPTIONS'",
    "POST, /v1/tournaments/0a000000-0000-4000-8000-000000000001, 'PUT, GET, HEAD, OPTIONS'",
    "PATCH, /v1/players/0a000000-0000-4000-8000-000000000001, 'PUT, GET, HEAD, OPTIONS'",
    "GET, /v1/players/0a000000-0000-4000-8000-000000000001/credits, 'POST, OPTIONS'",
    "BREW, /v1/players/0a000000-0000-4000-8000-000000000001/enrollments, 'GET, HEAD, OPTIONS'",
    "DELETE, /readyz, 'GET, HEAD, OPTIONS'",
  })
  void otherMethodsAreNotAllowed(String method, String path, String allow) {
    HttpResponse<String> response = api.send(method, path, ENROLL);
    assertProblem(response, 405, "/problems/method-not-allowed");
    assertThat(response.headers().firstValue("Allow")).hasValue(allow);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/json; charset=latin1",
        "application/jsonp",
        "application/xml",
        "x",
      })
  void onlyJsonIsTaken(String mediaType) {
    var request =
        api.to(REQUESTS).header("Content-Type", mediaType).POST(BodyPublishers.ofString(ENROLL));
    assertProblem(api.send(request), 415, "/problems/unsupported-media-type");
  }

  @Test
  void aBodyWithoutATypeOrCompressedIsNotTaken() {
    assertProblem(
        api.send(api.to(REQUESTS).POST(BodyPublishers.ofString(ENROLL))),
        415,
        "/problems/unsupported-media-type");
    assertProblem(
        api.send("POST", REQUESTS, ENROLL, "Content-Encoding", "gzip"),
        415,
        "/problems/unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\"", "\"\"", "\"a", "\"a\"b", "\"a\";p=1", "\"a\\b\"", "a\u007f", "\u00e9"})
  void badIdempotencyKeysAreRefused(String key) throws Exception {
    String response =
        api.raw(
            "POST /v1/enrollment-requests HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: "
                + ENROLL.length()
                + "\r\nIdempotency-Key: "
                + key
                + "\r\n\r\n"
                + ENROLL);
    assertThat(response).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
  }

  @Test
  void longOrManyIdempotencyKeysAreRefused() {
    assertProblem(
        api.send("POST", REQUESTS, ENROLL, "Idempotency-Key", "k".repeat(256)),
        400,
        "/problems/invalid-idempotency-key");
    assertProblem(
        api.send("POST", BATCH, ENROLL, "Idempotency-Key", "a", "Idempotency-Key", "b"),
        400,
        "/problems/invalid-idempotency-key");
  }
}
