package dev.muster.quickstart.ship;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The compose file, read as Compose reads it: aliases written out, variables replaced.
///
/// @param raw with its variables still in it
/// @param root with their values
record ComposeFile(JsonNode raw, JsonNode root) {
  /// The folder of the repository.
  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int ALIASES_MAX = 500;

  /// `$$`, `${NAME}`, `${NAME:-default}` or `${NAME:?message}`.
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\$|\\$\\{([A-Z0-9_]+)(?::([-?])([^}]*))?}");

  /// @throws IllegalArgumentException if a variable that has no default is empty
  static ComposeFile parse(String yaml, Map<String, String> environment) {
    return new ComposeFile(tree(yaml), tree(replace(yaml, environment)));
  }

  static String text() {
    return read("docker-compose.yml");
  }

  /// A file of the repository.
  static String read(String path) {
    try {
      return Files.readString(REPOSITORY.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The services by their names.
  Map<String, JsonNode> services() {
    Map<String, JsonNode> services = new LinkedHashMap<>();
    root.path("services")
        .properties()
        .forEach(service -> services.put(service.getKey(), service.getValue()));
    return services;
  }

  /// A service's environment.
  static Map<String, String> environment(JsonNode service) {
    Map<String, String> environment = new TreeMap<>();
    service
        .path("environment")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asString()));
    return environment;
  }

  /// Every variable that the file asks for, with its default; null where it has none.
  static Map<String, String> defaults(String yaml) {
    Map<String, String> defaults = new TreeMap<>();
    Matcher variable = VARIABLE.matcher(yaml);
    while (variable.find()) {
      if (variable.group(1) != null && "-".equals(variable.group(2))) {
        defaults.put(variable.group(1), variable.group(3));
      }
    }
    return defaults;
  }

  /// Every variable that must be given.
  static Set<String> required(String yaml) {
    Set<String> required = new TreeSet<>();
    Matcher variable = VARIABLE.matcher(yaml);
    while (variable.find()) {
      if ("?".equals(variable.group(2))) {
        required.add(variable.group(1));
      }
    }
    return required;
  }

  /// A `.env` file's assignments.
  ///
  /// @param commented whether to read those that a `#` switches off too
  static Map<String, String> assignments(String env, boolean commented) {
    Map<String, String> assignments = new LinkedHashMap<>();
    Pattern line = Pattern.compile("(?m)^" + (commented ? "#?" : "") + "([A-Z0-9_]+)=(.*)$");
    Matcher assignment = line.matcher(env);
    while (assignment.find()) {
      assignments.put(assignment.group(1), assignment.group(2));
    }
    return assignments;
  }

  private static String replace(String yaml, Map<String, String> environment) {
    return VARIABLE
        .matcher(yaml)
        .replaceAll(match -> Matcher.quoteReplacement(value(match, environment)));
  }

  private static String value(MatchResult match, Map<String, String> environment) {
    String name = match.group(1);
    if (name == null) {
      return "$";
    }
    String value = environment.getOrDefault(name, "");
    if (!value.isEmpty()) {
      return value;
    }
    if ("?".equals(match.group(2))) {
      throw new IllegalArgumentException(name + " " + match.group(3));
    }
    return "-".equals(match.group(2)) ? match.group(3) : "";
  }

  private static JsonNode tree(String yaml) {
    var options = new LoaderOptions();
    options.setMaxAliasesForCollections(ALIASES_MAX);
    return JSON.valueToTree(new Yaml(new SafeConstructor(options)).load(yaml));
  }
}
