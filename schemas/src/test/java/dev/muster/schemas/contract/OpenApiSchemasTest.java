package dev.muster.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// HTTP and log speak of the same things: what `openapi.yaml` repeats of the JSON Schemas, so that
/// it can be read alone, is what they say.
class OpenApiSchemasTest {
  private static final String COMMON = "common.schema.json#/$defs/";
  private static final YamlDocument API = YamlDocument.load("openapi.yaml");

  @ParameterizedTest
  @CsvSource({
    "EnrollRequest, enroll, requestId idempotencyKey",
    "UnenrollRequest, unenroll, requestId idempotencyKey",
    "TournamentDefinition, define-tournament, type requestId idempotencyKey tournamentId",
    "TournamentCancellation, cancel-tournament, type requestId idempotencyKey tournamentId",
    "PlayerRegistration, register-player, type requestId idempotencyKey playerId",
    "CreditGrant, grant-credits, type requestId idempotencyKey playerId",
  })
  void aBodyIsItsCommandWithoutWhatPathAndServerSupply(
      String component, String schema, String supplied) {
    Set<String> without = Set.of(supplied.split(" ", -1));
    ObjectNode expected = published(schema);
    expected.required("properties").asObject().remove(without);
    List<String> required =
        expected
            .required("required")
            .valueStream()
            .map(JsonNode::asString)
            .filter(field -> !without.contains(field))
            .toList();
    expected.remove("required");
    if (!required.isEmpty()) {
      required.forEach(expected.withArray("required")::add);
    }
    assertThat(component(component)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pending",
        "enrolled",
        "unenrolled",
        "accepted",
        "rejected",
        "webhook-enrolled",
        "webhook-unenrolled",
        "webhook-rejected",
        "webhook-tournament-cancelled",
        "webhook-test",
        "webhook-batched-event",
        "webhook-batch"
      })
  void aStatusDocumentIsTheSameEverywhere(String schema) {
    assertThat(component(pascal(schema))).isEqualTo(published(schema));
  }

  @Test
  void theUnionOfStatusDocumentsIsTheSameEverywhere() {
    ObjectNode union = component("StatusDocument").deepCopy().asObject();
    JsonNode mapping = union.required("discriminator").required("mapping");
    // Only OpenAPI knows discriminators; it must name each member by its constant.
    assertThat(mapping.properties())
        .allSatisfy(
            entry ->
                assertThat(
                        API.root()
                            .requiredAt(entry.getValue().asString().substring(1))
                            .at("/properties/status/const")
                            .asString())
                    .isEqualTo(entry.getKey()))
        .hasSize(5);
    union.remove("discriminator");
    assertThat(union).isEqualTo(published("status"));
  }

  @Test
  void commonValuesAreTheSameEverywhere() {
    var expected = new TreeMap<String, JsonNode>();
    JsonSchemas.source("common")
        .required("$defs")
        .properties()
        .forEach(
            definition ->
                expected.put(pascal(definition.getKey()), rewritten(definition.getValue())));
    // The constants of the status documents say it here.
    expected.remove("RequestStatus");
    var found = new TreeMap<String, JsonNode>();
    expected.keySet().forEach(name -> found.put(name, component(name)));
    assertThat(found).isEqualTo(expected);
  }

  private static JsonNode component(String name) {
    return API.root().required("components").required("schemas").required(name);
  }

  /// A published schema as it stands inside an OpenAPI document.
  private static ObjectNode published(String name) {
    ObjectNode schema = rewritten(JsonSchemas.source(name)).asObject();
    schema.remove(List.of("$schema", "$id", "title"));
    return schema;
  }

  private static JsonNode rewritten(JsonNode node) {
    if (node.isArray()) {
      var array = JsonSchemas.JSON.createArrayNode();
      node.forEach(item -> array.add(rewritten(item)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = JsonSchemas.JSON.createObjectNode();
    node.properties()
        .forEach(
            member ->
                object.set(
                    member.getKey(),
                    member.getKey().equals("$ref")
                        ? JsonSchemas.JSON.valueToTree(reference(member.getValue().asString()))
                        : rewritten(member.getValue())));
    return object;
  }

  private static String reference(String published) {
    String name =
        published.startsWith(COMMON)
            ? published.substring(COMMON.length())
            : published.replace(".schema.json", "");
    return "#/components/schemas/" + pascal(name);
  }

  private static String pascal(String name) {
    return Arrays.stream(name.split("-", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }
}
