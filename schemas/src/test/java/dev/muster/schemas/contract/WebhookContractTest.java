package dev.muster.schemas.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.webhook.EndpointSpec;
import dev.muster.schemas.webhook.EventType;
import dev.muster.schemas.webhook.OperationKind;
import dev.muster.schemas.webhook.OperationRefusal;
import dev.muster.schemas.wire.Golden;
import dev.muster.schemas.wire.WebhookGolden;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What receivers are promised is what is sent, and what owners may ask is what the code takes.
class WebhookContractTest {
  private static final YamlDocument API = YamlDocument.load("openapi.yaml");

  static Set<String> bodies() {
    return WebhookGolden.bodies().keySet();
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void everyBodyIsValidByItsSchemaAndByNoOther(String file) {
    JsonNode body = JsonSchemas.JSON.readTree(Golden.bytes(file));
    String own = schemaOf(file);
    for (String other : bodies()) {
      var errors = JsonSchemas.errors(schemaOf(other), body);
      assertThat(errors.isEmpty()).as(schemaOf(other)).isEqualTo(schemaOf(other).equals(own));
    }
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBodyWithoutAnyOfItsFieldsIsRefused(String file) {
    for (String field : Set.of("type", "timestamp", "data")) {
      ObjectNode body = JsonSchemas.JSON.readTree(Golden.bytes(file)).asObject();
      body.remove(field);
      assertThat(JsonSchemas.errors(schemaOf(file), body)).as(field).isNotEmpty();
    }
  }

  static Set<String> commands() {
    return WebhookGolden.commands().keySet();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandIsValidByItsSchemaAndClosed(String file) {
    ObjectNode command = JsonSchemas.JSON.readTree(Golden.bytes(file)).asObject();
    assertThat(JsonSchemas.errors("webhook-command", command)).isEmpty();
    command.put("more", 1);
    assertThat(JsonSchemas.errors("webhook-command", command)).isNotEmpty();
  }

  @Test
  void theExamplesAreWhatIsSent() {
    Set<String> examples =
        API.root()
            .required("webhooks")
            .valueStream()
            .map(hook -> hook.at("/post/requestBody/content/application~1json/examples"))
            .map(found -> found.required("golden").required("value").toString())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> sent =
        bodies().stream()
            .map(file -> new String(Golden.bytes(file), UTF_8))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(examples).isEqualTo(sent);
  }

  @Test
  void everyEventTypeIsDescribedUnderItsName() {
    Set<String> expected =
        Stream.concat(
                Arrays.stream(EventType.values()).map(EventType::wireName), Stream.of("batch"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> found =
        API.root()
            .required("webhooks")
            .valueStream()
            .map(hook -> hook.required("post").required("summary").asString())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(found).isEqualTo(expected);
    assertThat(values("WebhookEventType"))
        .containsExactly(
            Arrays.stream(EventType.values()).map(EventType::wireName).toArray(String[]::new));
  }

  @Test
  void namesAreThoseOfTheCode() {
    assertThat(values("WebhookRefusalReason")).containsExactly(names(OperationRefusal.values()));
    assertThat(strings(schema("WebhookOperation").at("/properties/kind/enum")))
        .containsExactly(
            Stream.concat(Stream.of(names(OperationKind.values())), Stream.of("UNREADABLE"))
                .toArray(String[]::new));
  }

  @Test
  void boundsAreThoseOfTheCode() {
    for (String name : Set.of("WebhookEndpointDefinition", "WebhookEndpointPatch")) {
      JsonNode fields = schema(name).required("properties");
      assertThat(fields.at("/url/maxLength").asInt()).isEqualTo(EndpointSpec.URL_LENGTH_MAX);
      assertThat(fields.at("/description/maxLength").asInt())
          .isEqualTo(EndpointSpec.DESCRIPTION_LENGTH_MAX);
      assertThat(fields.at("/tournamentIds/maxItems").asInt())
          .isEqualTo(EndpointSpec.TOURNAMENTS_MAX);
      assertThat(fields.at("/batchSizeMax/maximum").asInt())
          .isEqualTo(EndpointSpec.BATCH_SIZE_LIMIT);
      assertThat(fields.at("/concurrencyMax/maximum").asInt())
          .isEqualTo(EndpointSpec.CONCURRENCY_LIMIT);
      assertThat(fields.at("/ratePerSecond/maximum").asInt()).isEqualTo(EndpointSpec.RATE_LIMIT);
    }
  }

  private static String schemaOf(String file) {
    return file.replace("event-", "webhook-").replace(".v1", "");
  }

  private static JsonNode schema(String name) {
    return API.root().required("components").required("schemas").required(name);
  }

  private static String[] values(String name) {
    return strings(schema(name).required("enum"));
  }

  private static String[] strings(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toArray(String[]::new);
  }

  private static String[] names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toArray(String[]::new);
  }
}
