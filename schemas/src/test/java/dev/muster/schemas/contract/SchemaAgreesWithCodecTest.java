package dev.muster.schemas.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.schemas.wire.CommandCodec;
import dev.muster.schemas.wire.Golden;
import dev.muster.schemas.wire.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Whoever writes commands by the JSON Schema writes what [CommandCodec] reads, and the other way
/// round: each field of each command takes each value of a pool, and both must say the same.
class SchemaAgreesWithCodecTest {
  // Half a surrogate pair has no UTF-8 form; escaped, it reaches the codec.
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "100",
          "101",
          "10000000",
          "10000001",
          "1000000000",
          "1000000001",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "1.5");
  private static final List<String> TEXTS =
      List.of(
          "''",
          "' '",
          "'x'",
          "'\\u00a0'",
          "'\\u2003'",
          "'\\u3000\\u2028'",
          "'\\u0000'",
          "'a\\nb'",
          "'a\\n'",
          "'\\u0085a'",
          "'\\ud800'",
          "'a\\udc00b'",
          "'\\ud83c\\udfc6'",
          "'\\u2028a'",
          "'" + "x".repeat(200) + "'",
          "'" + "x".repeat(201) + "'",
          "'" + "x".repeat(500) + "'",
          "'" + "x".repeat(501) + "'",
          "'" + "\\ud83c\\udfc6".repeat(200) + "'",
          "'" + "\\ud83c\\udfc6".repeat(201) + "'",
          "'0'",
          "'OPEN'",
          "'CANCELLED'",
          "'open'",
          "'COMPLETED'",
          "'ENROLL'",
          "'UNENROLL'",
          "'enroll'",
          "'7b1f4c2e-8d3a-4e5f-9a6b-0c1d2e3f4a5b'",
          "'7B1F4C2E-8D3A-4E5F-9A6B-0C1D2E3F4A5B'",
          "'7b1f4c2e8d3a4e5f9a6b0c1d2e3f4a5b'",
          "'{7b1f4c2e-8d3a-4e5f-9a6b-0c1d2e3f4a5b}'",
          "'1-1-1-1-1'",
          "'7b1f4c2e-8d3a-4e5f-9a6b-0c1d2e3f4a5g'",
          "'00000000-0000-0000-0000-000000000000'");
  private static final List<String> TIMES =
      List.of(
          "'2026-11-22T10:00:00Z'",
          "'2026-11-22t10:00:00z'",
          "'2026-11-22T10:00:00+05:45'",
          "'2026-11-22T10:00:00+18:00'",
          "'2026-11-22T10:00:00+18:01'",
          "'2026-11-22T10:00:00+05'",
          "'2026-11-22T10:00:00+0545'",
          "'2026-11-22T10:00:00+05:45:30'",
          "'2026-11-22T10:00:00'",
          "'2026-11-22 10:00:00Z'",
          "'2026-11-22T10:00Z'",
          "'2026-11-22'",
          "'2026-02-30T10:00:00Z'",
          "'2028-02-29T10:00:00Z'",
          "'2027-02-29T10:00:00Z'",
          "'2026-13-01T10:00:00Z'",
          "'2026-11-22T24:00:00Z'",
          "'2026-12-31T23:59:60Z'",
          "'2026-11-22T10:00:00.Z'",
          "'2026-11-22T10:00:00.1Z'",
          "'2026-11-22T10:00:00.123456789Z'",
          "'2026-11-22T10:00:00.1234567890Z'",
          "'1969-12-31T23:59:59Z'",
          "'1970-01-01T00:00:00Z'",
          "'9999-12-31T23:59:59Z'",
          "'10000-01-01T00:00:00Z'",
          "'+12026-11-22T10:00:00Z'",
          "'now'");
  private static final List<String> OTHERS =
      List.of(
          "null",
          "true",
          "[]",
          "['x']",
          "{}",
          "{'percentAfter':0}",
          "{'percentAfter':100}",
          "{'percentAfter':101}",
          "{'percentAfter':-1}",
          "{'percentAfter':null}",
          "{'percentAfter':50,'fullUntil':null}",
          "{'percentAfter':50,'fullUntil':'now'}",
          "{'percentAfter':50,'fullUntil':'2026-11-22T10:00:00Z'}",
          "{'percentAfter':50,'other':1}",
          "{'percentAfter':50,'other':null}");

  static Set<String> commandFiles() {
    return Golden.commands().keySet();
  }

  @ParameterizedTest
  @MethodSource("commandFiles")
  void onEveryFieldTimesEveryValue(String file) {
    JsonNode golden = JsonSchemas.JSON.readTree(Golden.bytes(file));
    var fields = new TreeSet<String>(Set.of("other"));
    for (String name : JsonSchemas.NAMES) {
      fields.addAll(JsonSchemas.source(name).path("properties").propertyNames());
    }
    var disagreements = new ArrayList<String>();
    int accepted = 0;
    for (String field : fields) {
      ObjectNode without = golden.deepCopy().asObject();
      without.remove(field);
      compare(without, field + " absent", disagreements);
      for (JsonNode value : pool()) {
        ObjectNode with = golden.deepCopy().asObject();
        with.set(field, value);
        if (compare(with, field + " = " + ASCII.writeValueAsString(value), disagreements)) {
          accepted++;
        }
      }
    }
    assertThat(disagreements).isEmpty();
    // Both sides must have said yes to something, else they agree by refusing everything.
    assertThat(accepted).isGreaterThan(3);
  }

  /// What a schema cannot say is said by the codec alone.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'ENROLL','type':'ENROLL'",
        "{'type':'ENROLL','maxFeeCredits':1.0",
        "{'type':'ENROLL','maxFeeCredits':1e2",
      })
  void theCodecIsStricterAboutSpelling(String start) {
    String golden = new String(Golden.bytes("enroll.v1"), UTF_8);
    String document = golden.replace("{\"type\":\"ENROLL\"", start.replace('\'', '"'));
    assertThatThrownBy(() -> CommandCodec.decode(document.getBytes(UTF_8)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "'x'",
        "{}",
        "{'type':'ENROLL'}",
        "{'type':null}",
        "{'a':1}"
      })
  void onDocumentsThatAreNoCommandAtAll(String document) {
    String json = document.replace('\'', '"');
    assertThat(JsonSchemas.errors("command", JsonSchemas.JSON.readTree(json))).isNotEmpty();
    assertThatThrownBy(() -> CommandCodec.decode(json.getBytes(UTF_8)))
        .isInstanceOf(MalformedJsonException.class);
  }

  private static boolean compare(ObjectNode document, String what, List<String> disagreements) {
    boolean bySchema = JsonSchemas.errors("command", document).isEmpty();
    String refusal = refusal(ASCII.writeValueAsBytes(document));
    // Two fields against each other: beyond a schema, so written in its description.
    boolean crossField = "closesAt must be after opensAt".equals(refusal);
    if (bySchema != (refusal == null) && !crossField) {
      disagreements.add(what + ": schema " + bySchema + ", codec " + refusal);
    }
    return refusal == null;
  }

  private static @Nullable String refusal(byte[] document) {
    try {
      CommandCodec.decode(document);
      return null;
    } catch (MalformedJsonException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static List<JsonNode> pool() {
    return Stream.of(NUMBERS, TEXTS, TIMES, OTHERS)
        .flatMap(List::stream)
        .map(value -> JsonSchemas.JSON.readTree(value.replace('\'', '"')))
        .toList();
  }
}
