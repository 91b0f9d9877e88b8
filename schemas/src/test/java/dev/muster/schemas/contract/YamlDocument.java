package dev.muster.schemas.contract;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/// A YAML contract as a JSON tree, with its aliases written out.
record YamlDocument(JsonNode root) {
  static YamlDocument load(String file) {
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      return new YamlDocument(JsonSchemas.JSON.valueToTree(read));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The node itself, or what its `$ref` into this document points to.
  JsonNode resolve(JsonNode node) {
    JsonNode ref = node.path("$ref");
    return ref.isString() ? resolve(root.requiredAt(ref.asString().substring(1))) : node;
  }

  /// Every object of the document that has a member of that name, with its place.
  List<Place> having(String member) {
    var places = new ArrayList<Place>();
    walk(
        root,
        "#",
        (pointer, node) -> {
          if (node.isObject() && node.has(member)) {
            places.add(new Place(pointer, node));
          }
        });
    return places;
  }

  record Place(String pointer, JsonNode node) {}

  private static void walk(JsonNode node, String pointer, BiConsumer<String, JsonNode> visit) {
    visit.accept(pointer, node);
    if (node.isObject()) {
      node.properties()
          .forEach(
              member -> {
                String name = member.getKey().replace("~", "~0").replace("/", "~1");
                walk(member.getValue(), pointer + "/" + name, visit);
              });
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(node.get(i), pointer + "/" + i, visit);
      }
    }
  }

  /// What is wrong with a value by a schema of this document.
  List<String> errors(JsonNode schema, JsonNode value) {
    var standalone = JsonSchemas.JSON.createObjectNode();
    standalone.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    standalone.putArray("allOf").add(schema);
    // The schema's references are pointers into the document, so its components come along.
    standalone.set("components", root.required("components"));
    return JsonSchemas.schema(standalone).validate(value).stream().map(Object::toString).toList();
  }
}
