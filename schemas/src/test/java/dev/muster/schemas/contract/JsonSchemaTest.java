package dev.muster.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.Limits;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.RequestStatus;
import dev.muster.schemas.wire.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// The JSON Schemas say what the code does: same fields, same bounds, same names.
class JsonSchemaTest {
  static Set<String> commandFiles() {
    return Golden.commands().keySet();
  }

  static Set<String> statusFiles() {
    var names = new TreeSet<>(Golden.results().keySet());
    names.addAll(Golden.pending().keySet());
    return names;
  }

  static List<String> schemas() {
    return JsonSchemas.NAMES;
  }

  @ParameterizedTest
  @MethodSource("commandFiles")
  void acceptsGoldenCommands(String file) {
    JsonNode document = JsonSchemas.JSON.readTree(Golden.bytes(file));
    assertThat(JsonSchemas.errors("command", document)).isEmpty();
    var type = Objects.requireNonNull(Golden.commands().get(file)).command().type();
    assertThat(JsonSchemas.errors(schemaOf(type.name()), document)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("statusFiles")
  void acceptsGoldenStatusDocuments(String file) {
    JsonNode document = JsonSchemas.JSON.readTree(Golden.bytes(file));
    assertThat(JsonSchemas.errors("status", document)).isEmpty();
    String schema = schemaOf(document.required("status").asString());
    assertThat(JsonSchemas.errors(schema, document)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void resultsAreOpenForAddition(RequestStatus status) {
    String schema = schemaOf(status.name());
    assertThat(JsonSchemas.source(schema).has("additionalProperties")).isFalse();
    assertThat(
            JsonSchemas.source(schema).required("properties").required("status").required("const"))
        .isEqualTo(JsonSchemas.JSON.valueToTree(status.name()));
  }

  @ParameterizedTest
  @EnumSource
  void commandsAreClosed(CommandType type) {
    JsonNode schema = JsonSchemas.source(schemaOf(type.name()));
    assertThat(schema.required("additionalProperties").asBoolean()).isFalse();
    assertThat(schema.required("properties").required("type").required("const"))
        .isEqualTo(JsonSchemas.JSON.valueToTree(type.name()));
  }

  @Test
  void aResultMissingAnyRequiredFieldIsRefused() {
    var accepted = new ArrayList<String>();
    for (String file : statusFiles()) {
      JsonNode document = JsonSchemas.JSON.readTree(Golden.bytes(file));
      JsonNode required =
          JsonSchemas.source(schemaOf(document.required("status").asString())).required("required");
      for (JsonNode field : required) {
        var without = document.deepCopy().asObject();
        without.remove(field.asString());
        if (JsonSchemas.errors("status", without).isEmpty()) {
          accepted.add(file + " without " + field.asString());
        }
      }
    }
    assertThat(accepted).isEmpty();
  }

  @Test
  void boundsEqualTheLimits() {
    assertThat(bound("name", "maxLength")).isEqualTo(Limits.NAME_LENGTH_MAX);
    assertThat(bound("reasonText", "maxLength")).isEqualTo(Limits.REASON_LENGTH_MAX);
    assertThat(bound("capacity", "minimum")).isZero();
    assertThat(bound("capacity", "maximum")).isEqualTo(Limits.CAPACITY_MAX);
    assertThat(bound("feeCredits", "minimum")).isZero();
    assertThat(bound("feeCredits", "maximum")).isEqualTo(Limits.FEE_CREDITS_MAX);
    assertThat(bound("grantCredits", "minimum")).isOne();
    assertThat(bound("grantCredits", "maximum")).isEqualTo(Limits.GRANT_CREDITS_MAX);
    assertThat(bound("balanceCredits", "minimum")).isZero();
    assertThat(bound("balanceCredits", "maximum")).isEqualTo(Limits.BALANCE_CREDITS_MAX);
    assertThat(bound("totalCredits", "maximum"))
        .isEqualTo(Limits.CAPACITY_MAX * Limits.FEE_CREDITS_MAX);
  }

  @Test
  void namesEqualTheEnums() {
    assertThat(names("commandType")).isEqualTo(names(CommandType.values()));
    assertThat(names("requestStatus")).isEqualTo(names(RequestStatus.values()));
    assertThat(names("rejectionReason")).isEqualTo(names(RejectionReason.values()));
    assertThat(names("tournamentStatus")).isEqualTo(names(TournamentStatus.values()));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everySchemaAndPropertyIsDescribed(String name) {
    JsonNode schema = JsonSchemas.source(name);
    assertThat(schema.required("$id").asString())
        .isEqualTo(JsonSchemas.BASE + name + ".schema.json");
    assertThat(schema.required("$schema").asString())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schema.required("title").asString()).isNotBlank();
    assertThat(schema.required("description").asString()).isNotBlank();
    assertThat(schema.path("properties").properties())
        .allSatisfy(p -> assertThat(p.getValue().required("description").asString()).isNotBlank());
  }

  private static long bound(String definition, String keyword) {
    return JsonSchemas.common(definition).required(keyword).asLong();
  }

  private static List<String> names(String definition) {
    return JsonSchemas.common(definition)
        .required("enum")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }

  private static String schemaOf(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
