package dev.muster.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The event streams of `openapi.yaml`, whose bodies no JSON Schema can describe as a whole.
class OpenApiStreamsTest {
  private static final YamlDocument API = YamlDocument.load("openapi.yaml");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/enrollment-requests/{requestId}/events",
        "/v1/tournaments/{tournamentId}/events"
      })
  void everyStreamCanBeTakenUpAgainAndItsExampleIsOne(String path) {
    JsonNode operation = API.root().required("paths").required(path).required("get");
    List<String> parameters =
        operation
            .required("parameters")
            .valueStream()
            .map(parameter -> API.resolve(parameter).required("name").asString())
            .toList();
    assertThat(parameters).contains("Last-Event-ID");
    JsonNode responses = operation.required("responses");
    assertThat(responses.propertyNames()).contains("204", "404", "406", "429", "503");
    JsonNode stream = responses.at("/200/content/text~1event-stream");
    for (JsonNode example : stream.required("examples")) {
      String text = example.required("value").asString();
      assertThat(text).startsWith("retry: 2000\n\n").endsWith("}\n\n");
      checkEvents(text.split("\n\n", -1), stream.required("x-event-data"));
    }
  }

  /// Each event carries a document of the schema.
  private static void checkEvents(String[] blocks, JsonNode schema) {
    int events = 0;
    for (String block : blocks) {
      if (block.startsWith("event: ")) {
        events++;
        String[] lines = block.split("\n", -1);
        assertThat(lines).hasSize(3);
        assertThat(lines[1]).matches("id: [!-~]+");
        JsonNode data = JsonSchemas.JSON.readTree(lines[2].substring("data: ".length()));
        assertThat(API.errors(schema, data)).isEmpty();
      }
    }
    assertThat(events).isGreaterThan(1);
  }
}
