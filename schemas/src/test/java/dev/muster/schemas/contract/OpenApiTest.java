package dev.muster.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// `openapi.yaml`, linted: it parses, keeps our rules, and its examples are what it says they are.
class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final YamlDocument API = YamlDocument.load("openapi.yaml");

  private record Operation(String name, JsonNode path, JsonNode node) {}

  @Test
  void parsesWithoutMessages() {
    var options = new ParseOptions();
    options.setResolve(true);
    var result = new OpenAPIV3Parser().readLocation("openapi.yaml", null, options);
    assertThat(result.getMessages()).isEmpty();
    assertThat(Objects.requireNonNull(result.getOpenAPI()).getPaths()).hasSize(24);
  }

  @Test
  void isLicensedAsTheCodeIs() {
    assertThat(API.root().at("/info/license/identifier").asString()).isEqualTo("Apache-2.0");
  }

  @Test
  void coversEveryEndpoint() {
    assertThat(operations().map(Operation::name))
        .containsExactlyInAnyOrder(
            "post /v1/enrollment-requests",
            "post /v1/enrollment-requests/batch",
            "get /v1/enrollment-requests/{requestId}",
            "get /v1/enrollment-requests/{requestId}/events",
            "put /v1/tournaments/{tournamentId}",
            "get /v1/tournaments/{tournamentId}",
            "get /v1/tournaments/{tournamentId}/events",
            "post /v1/tournaments/{tournamentId}/cancel",
            "put /v1/players/{playerId}",
            "get /v1/players/{playerId}",
            "post /v1/players/{playerId}/credits",
            "get /v1/players/{playerId}/credit-transactions",
            "get /v1/players/{playerId}/enrollments",
            "get /livez",
            "post /v1/webhook-endpoints",
            "get /v1/webhook-endpoints",
            "get /v1/webhook-endpoints/{endpointId}",
            "patch /v1/webhook-endpoints/{endpointId}",
            "delete /v1/webhook-endpoints/{endpointId}",
            "post /v1/webhook-endpoints/{endpointId}/rotate-secret",
            "post /v1/webhook-endpoints/{endpointId}/test",
            "post /v1/webhook-endpoints/{endpointId}/recover",
            "post /v1/webhook-endpoints/{endpointId}/replay-missing",
            "get /v1/webhook-endpoints/{endpointId}/deliveries",
            "get /v1/webhook-endpoints/{endpointId}/deliveries/{eventId}",
            "post /v1/webhook-endpoints/{endpointId}/deliveries/{eventId}/resend",
            "get /v1/webhook-endpoints/{endpointId}/attempts",
            "get /v1/webhook-operations/{operationId}",
            "get /readyz");
  }

  @Test
  void everyOperationIsNamedTaggedAndDescribed() {
    Set<String> tags =
        API.root()
            .required("tags")
            .valueStream()
            .map(tag -> tag.required("name").asString())
            .collect(Collectors.toSet());
    assertThat(operations())
        .allSatisfy(
            operation -> {
              JsonNode node = operation.node();
              assertThat(node.path("operationId").asString("")).matches("[a-z][A-Za-z]+");
              assertThat(node.path("summary").asString("")).isNotBlank().doesNotEndWith(".");
              assertThat(node.path("description").asString("").strip()).endsWith(".");
              assertThat(node.required("tags")).hasSize(1);
              assertThat(tags).contains(node.required("tags").get(0).asString());
            });
    assertThat(operations().map(operation -> operation.node().required("operationId").asString()))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyOperationCanSucceedAndEveryErrorIsAProblem() {
    assertThat(operations())
        .allSatisfy(
            operation -> {
              JsonNode responses = operation.node().required("responses");
              assertThat(responses.propertyNames()).anyMatch(status -> status.startsWith("2"));
              assertThat(responses.propertyNames()).anyMatch(status -> status.startsWith("4"));
              assertThat(responses.propertyNames()).contains("405", "500");
              responses.properties().forEach(r -> checkResponse(r.getKey(), r.getValue()));
            });
  }

  private static void checkResponse(String status, JsonNode reference) {
    JsonNode response = API.resolve(reference);
    assertThat(response.path("description").asString("")).isNotBlank();
    if (status.startsWith("4") || status.startsWith("5")) {
      assertThat(response.required("content").propertyNames())
          .containsExactly("application/problem+json");
      response
          .at("/content/application~1problem+json/examples")
          .forEach(example -> assertThat(example.at("/value/status").asString()).isEqualTo(status));
    }
    Set<String> headers = new TreeSet<>(response.path("headers").propertyNames());
    switch (status) {
      case "202" -> assertThat(headers).contains("Retry-After");
      case "304" -> assertThat(headers).contains("ETag");
      case "405" -> assertThat(headers).contains("Allow");
      case "429" -> assertThat(headers).contains("Retry-After");
      case "503" -> assertThat(headers).contains("Retry-After");
      default -> {}
    }
  }

  @Test
  void everyCommandTakesAnIdempotencyKeyAndAnswersWithAReceipt() {
    assertThat(
            operations()
                .filter(operation -> !operation.name().startsWith("get"))
                .filter(operation -> !operation.name().contains("/webhook-")))
        .hasSize(6)
        .allSatisfy(
            operation -> {
              assertThat(parameters(operation)).contains("Idempotency-Key");
              assertThat(operation.node().at("/requestBody/required").asBoolean()).isTrue();
              assertThat(operation.node().required("responses").propertyNames())
                  .contains("202", "400", "408", "413", "415", "422", "503");
            });
  }

  @Test
  void everyReadOfOneThingCanBeConditional() {
    assertThat(
            operations()
                .filter(operation -> operation.name().startsWith("get /v1/"))
                .filter(operation -> !isStream(operation)))
        .hasSize(11)
        .allSatisfy(
            operation -> {
              assertThat(parameters(operation)).contains("If-None-Match");
              JsonNode responses = operation.node().required("responses");
              assertThat(responses.propertyNames()).contains("200", "304", "404", "503");
              assertThat(responses.at("/200/headers").propertyNames())
                  .contains("ETag", "Cache-Control");
            });
  }

  private static boolean isStream(Operation operation) {
    return operation.name().endsWith("/events");
  }

  @Test
  void everyOutcomeCanBeWaitedForByWhoeverAsksForOne() {
    assertThat(operations().filter(operation -> parameters(operation).contains("Prefer")))
        .hasSize(6)
        .noneMatch(operation -> operation.name().endsWith("/batch"))
        .allSatisfy(
            operation -> {
              JsonNode decided =
                  API.resolve(operation.node().required("responses").required("200"));
              assertThat(decided.required("headers").propertyNames())
                  .contains("Vary", "Preference-Applied");
            });
  }

  @Test
  void everyPathParameterIsDeclared() {
    assertThat(operations())
        .allSatisfy(
            operation -> {
              var inPath = new TreeSet<String>();
              for (String segment : operation.name().split("/", -1)) {
                if (segment.startsWith("{")) {
                  inPath.add(segment.substring(1, segment.length() - 1));
                }
              }
              assertThat(parameters(operation)).containsAll(inPath);
            });
  }

  @Test
  void everySchemaPropertyAndParameterIsDescribed() {
    var undescribed = new ArrayList<String>();
    API.root()
        .at("/components/schemas")
        .properties()
        .forEach(
            schema -> {
              if (schema.getValue().path("description").asString("").isBlank()) {
                undescribed.add(schema.getKey());
              }
            });
    for (YamlDocument.Place place : API.having("properties")) {
      place.node().required("properties").properties().stream()
          .filter(property -> property.getValue().path("description").asString("").isBlank())
          .forEach(property -> undescribed.add(place.pointer() + "/" + property.getKey()));
    }
    for (YamlDocument.Place place : API.having("in")) {
      if (place.node().path("description").asString("").isBlank()) {
        undescribed.add(place.pointer());
      }
    }
    assertThat(undescribed).isEmpty();
  }

  @Test
  void everyExampleIsValid() {
    var invalid = new ArrayList<String>();
    int examples = 0;
    for (YamlDocument.Place place : API.having("schema")) {
      JsonNode schema = place.node().required("schema");
      var values = new ArrayList<JsonNode>();
      if (place.node().has("example")) {
        values.add(place.node().required("example"));
      }
      place.node().path("examples").forEach(example -> values.add(example.required("value")));
      for (JsonNode value : values) {
        examples++;
        API.errors(schema, value).forEach(error -> invalid.add(place.pointer() + ": " + error));
      }
      if (values.isEmpty()) {
        invalid.add(place.pointer() + " has no example");
      }
    }
    assertThat(invalid).isEmpty();
    assertThat(examples).isGreaterThan(45);
  }

  @Test
  void everyComponentIsUsedAndEveryReferenceLeadsSomewhere() {
    Set<String> referenced = new TreeSet<>();
    for (YamlDocument.Place place : API.having("$ref")) {
      String ref = place.node().required("$ref").asString();
      assertThat(API.root().at(ref.substring(1)).isMissingNode()).as(ref).isFalse();
      referenced.add(ref);
    }
    Set<String> components = new TreeSet<>();
    API.root()
        .required("components")
        .properties()
        .forEach(
            kind ->
                kind.getValue()
                    .propertyNames()
                    .forEach(name -> components.add("#/components/" + kind.getKey() + "/" + name)));
    assertThat(referenced).isEqualTo(components);
  }

  private static Stream<Operation> operations() {
    return API.root().required("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .filter(method -> METHODS.contains(method.getKey()))
                    .map(
                        method ->
                            new Operation(
                                method.getKey() + " " + path.getKey(),
                                path.getValue(),
                                method.getValue())));
  }

  private static List<String> parameters(Operation operation) {
    return Stream.of(operation.path(), operation.node())
        .flatMap(node -> node.path("parameters").valueStream())
        .map(parameter -> API.resolve(parameter).required("name").asString())
        .toList();
  }
}
