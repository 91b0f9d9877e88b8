package dev.muster.schemas.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The published JSON Schemas, ready to validate with formats asserted.
final class JsonSchemas {
  static final JsonMapper JSON = JsonMapper.builder().build();
  static final String BASE = "https://muster.dev/json-schema/";
  static final List<String> NAMES =
      List.of(
          "command",
          "define-tournament",
          "enroll",
          "unenroll",
          "cancel-tournament",
          "register-player",
          "grant-credits",
          "status",
          "pending",
          "enrolled",
          "unenrolled",
          "accepted",
          "rejected",
          "webhook-command",
          "webhook-enrolled",
          "webhook-unenrolled",
          "webhook-rejected",
          "webhook-tournament-cancelled",
          "webhook-test",
          "webhook-batched-event",
          "webhook-batch");

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry
                  .schemaIdResolvers(ids -> ids.mapPrefix(BASE, "classpath:json-schema/"))
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private JsonSchemas() {}

  /// What is wrong with a document by the schema of that name; empty when nothing is.
  static List<Error> errors(String name, JsonNode document) {
    return schema(name).validate(document);
  }

  static Schema schema(String name) {
    return REGISTRY.getSchema(SchemaLocation.of(BASE + name + ".schema.json"));
  }

  /// A schema written elsewhere (in an OpenAPI document, say) that may refer to the published ones.
  static Schema schema(JsonNode written) {
    return REGISTRY.getSchema(written);
  }

  /// The schema of that name as it is written.
  static JsonNode source(String name) {
    try (InputStream in =
        JsonSchemas.class.getResourceAsStream("/json-schema/" + name + ".schema.json")) {
      if (in == null) {
        throw new AssertionError("no JSON Schema " + name);
      }
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A value that several schemas share.
  static JsonNode common(String definition) {
    return source("common").required("$defs").required(definition);
  }
}
