package dev.muster.quickstart.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `docs/configuration.md` lists every setting as its record declares it, and each of them ends the
/// start with its name when it is wrong. After a change of a record:
/// `mvn test -pl quickstart -am -Dtest=ConfigurationPageTest -Dmuster.docs.write=true`
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final Pattern SPRINGS =
      Pattern.compile("(?m)^\\| `((?:server|management|logging|spring)[.][a-z.-]+)`");

  static Stream<Arguments> settings() {
    return Application.ALL.stream()
        .flatMap(
            application ->
                SettingsCatalog.of(application).stream()
                    .map(setting -> Arguments.of(application, setting.name(), setting)));
  }

  @Test
  void thePageIsWhatTheRecordsSay() throws IOException {
    String page = Files.readString(PAGE, UTF_8);
    String renewed = ConfigurationPage.renewed(page);
    if (Boolean.getBoolean("muster.docs.write")) {
      Files.writeString(PAGE, renewed, UTF_8);
    }
    assertThat(Files.readString(PAGE, UTF_8)).isEqualTo(renewed);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("settings")
  void everySettingSaysWhatItMeans(Application application, String name, Setting setting) {
    assertThat(setting.meaning()).as("@param of %s in %s", name, setting.owner()).isNotEmpty();
  }

  /// A new setting has no row and fails.
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("settings")
  void aBadValueEndsTheStartWithTheSettingsName(
      Application application, String name, Setting setting) {
    if (BadValues.ANY_TEXT.contains(name)) {
      return;
    }
    String value = BadValues.ALL.get(name);
    if (value == null) {
      throw new AssertionError("give a bad value of " + name + " in BadValues");
    }
    String given = name.endsWith(".*") ? name.replace("*", value) : name;
    refused(given, name, Binding.refusal(application, setting, given, value));
    // So the page names the variable right, too.
    String variable =
        name.endsWith(".*")
            ? setting.variable().replace("*", value.replace('.', '_').toUpperCase(Locale.ROOT))
            : setting.variable();
    refused(variable, name, Binding.refusalOfVariable(application, setting, variable, value));
  }

  private static void refused(String given, String name, @Nullable Throwable refusal) {
    assertThat(refusal).as(given).isNotNull();
    if (refusal != null) {
      assertThat(Binding.told(refusal)).contains(name.replace(".*", ""));
    }
  }

  @Test
  void noRowIsLeftOfASettingThatIsGone() {
    Set<String> names =
        settings().map(arguments -> String.valueOf(arguments.get()[1])).collect(Collectors.toSet());
    assertThat(BadValues.ALL.keySet()).isSubsetOf(names);
    assertThat(BadValues.ANY_TEXT).isSubsetOf(names);
  }

  /// Those of Spring Boot's that the page recommends are ones that it has.
  @Test
  void springsSettingsExist() throws IOException {
    List<String> named =
        SPRINGS
            .matcher(Files.readString(PAGE, UTF_8))
            .results()
            .map(name -> name.group(1))
            .toList();
    assertThat(named).isNotEmpty();
    assertThat(springs()).containsAll(named);
  }

  private static Set<String> springs() throws IOException {
    var names = new TreeSet<String>();
    for (URL url :
        Collections.list(ConfigurationPageTest.class.getClassLoader().getResources(METADATA))) {
      try (InputStream in = url.openStream()) {
        for (JsonNode property : JsonMapper.shared().readTree(in).get("properties")) {
          names.add(property.get("name").asString());
        }
      }
    }
    return names;
  }
}
