package dev.muster.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.Topics;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.wire.Golden;
import dev.muster.schemas.wire.RecordHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// `asyncapi.yaml` names the topics, messages and headers that the code uses, and no others.
class AsyncApiTest {
  private static final YamlDocument API = YamlDocument.load("asyncapi.yaml");

  @Test
  void isAnAsyncApiDocumentUnderOurLicence() {
    assertThat(API.root().required("asyncapi").asString()).isEqualTo("3.0.0");
    assertThat(API.root().at("/info/license/url").asString()).contains("LICENSE-2.0");
  }

  @Test
  void channelsAreTheTopics() {
    JsonNode channels = API.root().required("channels");
    assertThat(channels.valueStream().map(channel -> channel.required("address").asString()))
        .containsExactly(
            Topics.TOURNAMENT_COMMANDS,
            Topics.PLAYER_COMMANDS,
            Topics.RESULTS,
            Topics.WEBHOOK_COMMANDS);
    assertThat(channels)
        .allSatisfy(
            channel -> {
              assertThat(channel.required("description").asString()).isNotBlank();
              JsonNode kafka = channel.required("bindings").required("kafka");
              assertThat(kafka.required("topic")).isEqualTo(channel.required("address"));
              assertThat(kafka.required("partitions").asInt()).isEqualTo(Topics.PARTITIONS_DEFAULT);
              assertThat(kafka.at("/topicConfiguration/cleanup.policy").get(0).asString())
                  .isEqualTo("delete");
              assertThat(kafka.at("/topicConfiguration/retention.ms").asLong()).isPositive();
            });
  }

  @Test
  void producersAreWarned() {
    assertThat(API.root().at("/info/description").asString())
        .contains("partitioner=murmur2_random", "non-transactional producers only");
  }

  @Test
  void eachCommandTravelsInItsTopic() {
    var expected = new TreeMap<String, Set<String>>();
    for (CommandType type : CommandType.values()) {
      expected.computeIfAbsent(type.topic(), _ -> new TreeSet<>()).add(type.eventType());
    }
    expected.put(Topics.WEBHOOK_COMMANDS, Set.of(RecordHeaders.WEBHOOK_COMMAND));
    expected.put(
        Topics.RESULTS,
        Golden.results().values().stream()
            .map(RecordHeaders::eventType)
            .collect(Collectors.toCollection(TreeSet::new)));
    var found = new TreeMap<String, Set<String>>();
    API.root()
        .required("channels")
        .forEach(
            channel ->
                found.put(
                    channel.required("address").asString(),
                    channel
                        .required("messages")
                        .valueStream()
                        .map(message -> API.resolve(message).required("name").asString())
                        .collect(Collectors.toCollection(TreeSet::new))));
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void everyMessageHasAPublishedSchemaAKeyHeadersAndAGoldenExample() {
    assertThat(messages())
        .allSatisfy(
            message -> {
              assertThat(message.required("summary").asString()).endsWith(".");
              assertThat(message.required("traits")).hasSize(1);
              JsonNode key = message.at("/bindings/kafka/key");
              assertThat(key.required("format").asString()).isEqualTo("uuid");
              assertThat(key.required("description").asString()).isNotBlank();
              String file = message.at("/payload/schema/$ref").asString();
              assertThat(Files.exists(Path.of(file))).as(file).isTrue();
              String schema = file.replaceFirst(".*/(.*)[.]schema[.]json", "$1");
              assertThat(message.required("examples"))
                  .isNotEmpty()
                  .allSatisfy(
                      example -> {
                        JsonNode payload = example.required("payload");
                        assertThat(payload.toString())
                            .isEqualTo(golden(example.required("name").asString()));
                        assertThat(JsonSchemas.errors(schema, payload)).isEmpty();
                      });
            });
  }

  @Test
  void headersAreThoseOfTheRecords() {
    Map<String, String> traits =
        Map.of("command", "enroll.headers.v1", "result", "enrolled.headers.v1");
    traits.forEach(
        (trait, goldenFile) -> {
          JsonNode headers = API.root().at("/components/messageTraits/" + trait + "/headers");
          JsonNode golden = JsonSchemas.JSON.readTree(Golden.bytes(goldenFile));
          List<String> names = new ArrayList<>(golden.propertyNames());
          // Only where somebody samples the trace.
          names.add("traceparent");
          assertThat(headers.required("properties").propertyNames())
              .containsExactlyElementsOf(names);
          assertThat(JsonSchemas.schema(headers).validate(golden)).isEmpty();
          assertThat(headers.required("properties"))
              .allSatisfy(
                  header -> assertThat(header.required("description").asString()).isNotBlank());
        });
    // A console producer sends none.
    assertThat(API.root().at("/components/messageTraits/command/headers").has("required"))
        .isFalse();
    assertThat(API.root().at("/components/messageTraits/result/headers/required")).hasSize(7);
    assertThat(exampleHeaders("enroll")).isEqualTo(golden("enroll.headers.v1"));
    assertThat(exampleHeaders("enrolled")).isEqualTo(golden("enrolled.headers.v1"));
  }

  @Test
  void everyOperationIsDescribedAndEveryReferenceLeadsSomewhere() {
    assertThat(API.root().required("operations"))
        .hasSize(4)
        .allSatisfy(
            operation -> {
              assertThat(operation.required("action").asString()).isIn("send", "receive");
              assertThat(operation.required("description").asString()).endsWith(".");
            });
    var lost = new ArrayList<String>();
    for (YamlDocument.Place place : API.having("$ref")) {
      String ref = place.node().required("$ref").asString();
      boolean found =
          ref.startsWith("#")
              ? !API.root().at(ref.substring(1)).isMissingNode()
              : Files.exists(Path.of(ref));
      if (!found) {
        lost.add(ref);
      }
    }
    assertThat(lost).isEmpty();
  }

  private static String exampleHeaders(String message) {
    return API.root().at("/components/messages/" + message + "/examples/0/headers").toString();
  }

  private static String golden(String name) {
    return JsonSchemas.JSON.readTree(Golden.bytes(name)).toString();
  }

  private static List<JsonNode> messages() {
    return API.root().at("/components/messages").valueStream().toList();
  }
}
