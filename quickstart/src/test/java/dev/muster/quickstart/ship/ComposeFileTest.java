package dev.muster.quickstart.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/// `docker-compose.yml` is held to the Compose Specification and to the applications as they are,
/// since an engine that would start it is not everywhere.
class ComposeFileTest {
  private static final String TEXT = ComposeFile.text();
  private static final String EXAMPLE = ComposeFile.read(".env.example");
  private static final String CLUSTER = ComposeFile.read("ops/compose/cluster.env");
  private static final String PROFILES = "COMPOSE_PROFILES";

  @Test
  void followsTheComposeSpecification() {
    assertThat(errors(single(TEXT))).isEmpty();
  }

  @Test
  void everyServiceIsSealedPinnedLimitedAndWatched() {
    ComposeFile file = single(TEXT);

    assertThat(file.services()).hasSizeGreaterThanOrEqualTo(11);
    assertThat(ComposeRules.findings(file)).isEmpty();
  }

  @Test
  void theApplicationsReadEveryVariableThatTheyAreGiven() {
    assertThat(ComposeApplications.findings(single(TEXT))).isEmpty();
    assertThat(ComposeApplications.findings(cluster(TEXT))).isEmpty();
  }

  @Test
  void oneBrokerKeepsOneCopy() {
    assertThat(ComposeCluster.findings(single(TEXT), profiles(EXAMPLE), 1)).isEmpty();
  }

  @Test
  void threeBrokersKeepThreeCopiesOfWhichTwoAreAwaited() {
    assertThat(ComposeCluster.findings(cluster(TEXT), profiles(CLUSTER), 3)).isEmpty();
  }

  @Test
  void theExampleNamesEveryVariableWithItsDefault() {
    Map<String, String> named = new TreeMap<>(ComposeFile.assignments(EXAMPLE, true));
    named.remove(PROFILES);
    Map<String, String> used = new TreeMap<>(ComposeFile.defaults(TEXT));
    ComposeFile.required(TEXT).forEach(secret -> used.put(secret, ""));

    assertThat(named).isEqualTo(used);
    assertThat(ComposeFile.assignments(EXAMPLE, false)).containsOnlyKeys(withProfiles(TEXT));
  }

  @Test
  void theClusterSwitchSetsOnlyWhatTheFileAsksFor() {
    assertThat(withProfiles(ComposeFile.defaults(TEXT).keySet()))
        .containsAll(ComposeFile.assignments(CLUSTER, false).keySet());
  }

  @Test
  void noSecretMayBeEmpty() {
    for (String secret : ComposeFile.required(TEXT)) {
      Map<String, String> environment = new HashMap<>(secrets());
      environment.put(secret, "");

      assertThatThrownBy(() -> ComposeFile.parse(TEXT, environment)).hasMessageContaining(secret);
    }
  }

  @Test
  void theVersionOfTheImagesIsTheProjects() {
    assertThat(ComposeFile.read("pom.xml"))
        .contains("<version>" + ComposeFile.defaults(TEXT).get("MUSTER_VERSION") + "</version>");
  }

  /// Each rule, broken once.
  @ParameterizedTest
  @MethodSource("faults")
  void noticesWhatIsPlanted(String fault, String in, String planted, String said) {
    assertThat(TEXT).as("where to plant").contains(in);
    String broken = TEXT.replace(in, planted);

    assertThat(findings(broken)).as(fault).anyMatch(finding -> finding.contains(said));
  }

  static Stream<Arguments> faults() {
    return ComposeFaults.all().stream().map(fault -> Arguments.of((Object[]) fault));
  }

  private static List<String> findings(String text) {
    ComposeFile single = single(text);
    ComposeFile cluster = cluster(text);
    return Stream.of(
            errors(single).stream().map(Error::toString).toList(),
            ComposeRules.findings(single),
            ComposeApplications.findings(single),
            ComposeCluster.findings(single, profiles(EXAMPLE), 1),
            ComposeCluster.findings(cluster, profiles(CLUSTER), 3))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Error> errors(ComposeFile file) {
    var schema = (ObjectNode) ComposeFile.JSON.readTree(resource());
    schema.remove("$id"); // A relative one, which the validator would look for.
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(schema)
        .validate(file.root());
  }

  private static byte[] resource() {
    try (InputStream in =
        ComposeFileTest.class.getResourceAsStream("/compose-spec/compose.schema.json")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ComposeFile single(String text) {
    return ComposeFile.parse(text, secrets());
  }

  private static ComposeFile cluster(String text) {
    Map<String, String> environment = new HashMap<>(secrets());
    environment.putAll(ComposeFile.assignments(CLUSTER, false));
    return ComposeFile.parse(text, environment);
  }

  private static Map<String, String> secrets() {
    Map<String, String> secrets = new LinkedHashMap<>();
    ComposeFile.required(TEXT)
        .forEach(name -> secrets.put(name, "a-secret-of-32-characters-" + name));
    return secrets;
  }

  private static Set<String> profiles(String env) {
    return Set.of(String.valueOf(ComposeFile.assignments(env, false).get(PROFILES)).split(","));
  }

  private static Set<String> withProfiles(String text) {
    return withProfiles(ComposeFile.required(text));
  }

  private static Set<String> withProfiles(Set<String> names) {
    Set<String> all = new TreeSet<>(names);
    all.add(PROFILES);
    return all;
  }
}
