package dev.muster.ingest;

import static dev.muster.ingest.Problems.assertNothingLeaks;
import static dev.muster.ingest.Problems.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileConnectionTest {
  private static final String HOST = "Host: x\r\nConnection: close\r\n";

  private final RunningApi api = new RunningApi();

  @AfterAll
  void stop() {
    assertThat(api.log.appended()).isEmpty();
    api.close();
  }

  static Stream<Arguments> bytes() {
    String json = "Content-Type: application/json\r\n";
    return Stream.of(
        Arguments.of("400", "GARBAGE\r\n\r\n"),
        Arguments.of("400", "\u0001\u0002\u0003 \u0004\r\n\r\n"),
        Arguments.of("400", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n"),
        Arguments.of("400", "GET /<b>mark</b> HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("400", "GET /v1/players/%zz HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("400", "GET /v1/players/%00 HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("400", "GET /v1%2Fplayers HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("400", "GET /../../etc/passwd HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("400", "GET /v1/a b HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("400", "GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n"),
        Arguments.of("400", "GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        Arguments.of("400", "GET /livez HTTP/1.1\r\n" + HOST + "Content-Length: x\r\n\r\n"),
        Arguments.of("400", "GET /livez HTTP/1.1\r\n" + HOST + "X: " + "y".repeat(9_000) + "\r\n"),
        Arguments.of("400", "GET /livez HTTP/1.1\r\n" + HOST + "a b: c\r\n\r\n"),
        Arguments.of("505", "GET /livez HTTP/9.9\r\n" + HOST + "\r\n"),
        Arguments.of("405", "TRACE /livez HTTP/1.1\r\n" + HOST + "\r\n"),
        Arguments.of("501", "POST /livez HTTP/1.1\r\n" + HOST + "Transfer-Encoding: rot13\r\n\r\n"),
        Arguments.of(
            "400",
            "POST /v1/enrollment-requests HTTP/1.1\r\n"
                + HOST
                + json
                + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource("bytes")
  void garbageOnTheSocketIsAnsweredWithAProblem(String status, String bytes) throws IOException {
    String response = api.raw(bytes);
    assertThat(response).startsWith("HTTP/1.1 " + status + " ");
    assertThat(response).contains("application/problem+json", "\"status\":" + status);
    assertThat(response).doesNotContainIgnoringCase("server:", "tomcat");
    assertNothingLeaks(response);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/enrollment-requests, 16385, true",
    "/v1/enrollment-requests, 16385, false",
    "/v1/enrollment-requests, 3000000, true",
    "/v1/enrollment-requests, 3000000, false",
    "/v1/enrollment-requests/batch, 4194305, true",
    "/v1/enrollment-requests/batch, 4194305, false",
    "/v1/enrollment-requests/batch, 9000000, false",
  })
  void bodiesAreBoundedWithAndWithoutALength(String path, int bytes, boolean declared) {
    byte[] body = (" ".repeat(bytes - 2) + "{}").getBytes(UTF_8);
    var publisher =
        declared
            ? BodyPublishers.ofByteArray(body)
            : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    var response =
        api.send(api.to(path).header("Content-Type", "application/json").POST(publisher));
    assertProblem(response, 413, "/problems/body-too-large");
  }

  @ParameterizedTest
  @CsvSource({"/v1/enrollment-requests, 16384", "/v1/enrollment-requests/batch, 4194304"})
  void aBodyOfExactlyTheBoundIsRead(String path, int bytes) {
    // It gets as far as its fields.
    assertProblem(
        api.send("POST", path, " ".repeat(bytes - 2) + "{}"), 400, "/problems/invalid-body");
  }
}
