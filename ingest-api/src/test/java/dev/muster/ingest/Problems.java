package dev.muster.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.JsonNode;

/// What every error must look like.
@NullMarked
final class Problems {
  private Problems() {}

  /// Checks the form of a problem and gives its document.
  static JsonNode assertProblem(HttpResponse<String> response, int status, String type) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertNothingLeaks(response.body());
    JsonNode problem = RunningApi.json(response);
    assertThat(problem.get("type").asString()).isEqualTo(type);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asString()).isNotBlank();
    assertThat(problem.get("detail").asString()).isNotBlank();
    assertThat(problem.get("instance").asString()).startsWith("urn:uuid:");
    return problem;
  }

  /// No page, no stack trace, no class names, and nothing of what was sent.
  static void assertNothingLeaks(String body) {
    assertThat(body)
        .doesNotContainIgnoringCase("<html")
        .doesNotContain("Exception", "\tat ", "org.apache", "dev.muster", "jackson", "SELECT")
        .doesNotContain(BadInputTest.MARK);
  }
}
