package dev.muster.quickstart.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The images and the bills of materials in them, from two builds in two places.
class ImagesTest {
  private static final String SBOM = "META-INF/sbom/application.cdx.json";

  @TempDir static Path directory;

  private static BuiltImages one;
  private static BuiltImages other;

  @BeforeAll
  static void build() throws Exception {
    Callable<BuiltImages> first = () -> BuiltImages.in(directory.resolve("one"));
    Callable<BuiltImages> second = () -> BuiltImages.in(directory.resolve("elsewhere"));
    try (var builds = Executors.newFixedThreadPool(2)) {
      List<Future<BuiltImages>> built = builds.invokeAll(List.of(first, second));
      one = built.get(0).get();
      other = built.get(1).get();
    }
  }

  @Test
  void theSameSourcesMakeTheSameImages() {
    assertThat(one.digests()).containsOnlyKeys("ingest-api", "enrollment-worker", "validator");
    assertThat(other.digests()).isEqualTo(one.digests());
  }

  @ParameterizedTest
  @CsvSource({
    "ingest-api, dev.muster.ingest.IngestApi, 8080/tcp 8081/tcp",
    "enrollment-worker, dev.muster.worker.EnrollmentWorker, 8082/tcp",
    "validator, dev.muster.validator.ValidatorService, 8083/tcp"
  })
  void startsItsApplicationAsAUserWhoIsNotRoot(String name, String main, String ports)
      throws IOException {
    Image image = image(name);

    assertThat(image.config().path("User").asString()).isEqualTo("10001:10001");
    assertThat(image.config().path("Entrypoint").toString())
        .contains("UseCompactObjectHeaders", "MaxRAMPercentage", "ExitOnOutOfMemoryError", main);
    assertThat(image.config().path("ExposedPorts").propertyNames())
        .containsExactly(ports.split(" "));
    assertThat(image.config().path("Env").toString())
        .doesNotContain("MUSTER_", "JAVA_TOOL_OPTIONS");
    JsonNode labels = image.config().path("Labels");
    assertThat(labels.path("org.opencontainers.image.licenses").asString()).isEqualTo("Apache-2.0");
    assertThat(labels.path("org.opencontainers.image.title").asString()).endsWith(name);
    assertThat(image.jar("classpath/" + name).keySet()).contains(main.replace('.', '/') + ".class");
  }

  /// A folder on it would keep an operator from an AOT cache.
  @ParameterizedTest
  @ValueSource(strings = {"ingest-api", "enrollment-worker", "validator"})
  void itsClassPathIsJarsAndAllOfThemAreThere(String name) throws IOException {
    Image image = image(name);
    List<String> classPath = List.of(image.text("app/jib-classpath-file").split(":"));

    assertThat(classPath).hasSizeGreaterThan(10).startsWith("/app/classpath/*");
    assertThat(classPath.subList(1, classPath.size()))
        .allMatch(jar -> jar.endsWith(".jar") && image.files().containsKey(jar.substring(1)));
    assertThat(image.files().keySet()).noneMatch(file -> file.contains("-tests.jar"));
  }

  /// What a container would do, by the JVM of this machine.
  @ParameterizedTest
  @CsvSource({
    "enrollment-worker, dev.muster.schemas.Migrate, MUSTER_DATABASE_URL is required",
    "ingest-api, dev.muster.ingest.IngestApi, muster.kafka.bootstrap-servers is required",
    "enrollment-worker, dev.muster.worker.EnrollmentWorker, muster.database.url is required",
    "validator, dev.muster.validator.ValidatorService, muster.kafka.bootstrap-servers is required"
  })
  void startsAndSaysWhatItIsNotGiven(String name, String main, String said) throws Exception {
    Path root = Files.createDirectories(directory.resolve(main));

    assertThat(image(name).run(root, main, Map.of("MUSTER_DATABASE_URL", "elsewhere")))
        .contains(said);
  }

  /// The compose file's one-shot is a second main of an image, not an image of its own.
  @Test
  void theWorkersImageCanMigrate() throws IOException {
    Map<String, byte[]> schemas = image("enrollment-worker").jar("schemas-");

    assertThat(schemas.keySet()).contains("dev/muster/schemas/Migrate.class", "db/roles.sql");
    assertThat(schemas.keySet()).anyMatch(entry -> entry.startsWith("db/migration/V001"));
  }

  @ParameterizedTest
  @CsvSource({
    "ingest-api, tomcat-embed-core spring-boot kafka-clients postgresql HikariCP",
    "enrollment-worker, spring-boot kafka-clients postgresql httpclient5 HikariCP",
    "validator, kafka-clients postgresql flyway-core picocli"
  })
  void listsWhatItIsMadeOfWithLicences(String name, String libraries) throws IOException {
    Image image = image(name);
    JsonNode sbom = ComposeFile.JSON.readTree(image.jar("classpath/" + name).get(SBOM));
    List<String> listed = sbom.path("components").valueStream().map(ImagesTest::component).toList();

    assertThat(sbom.path("bomFormat").asString()).isEqualTo("CycloneDX");
    assertThat(sbom.path("components").valueStream().map(c -> c.path("name").asString()))
        .contains(libraries.split(" "));
    assertThat(sbom.path("components").valueStream().filter(c -> c.path("licenses").isEmpty()))
        .as("without a licence")
        .isEmpty();
    assertThat(image.files().keySet().stream().filter(file -> file.startsWith("app/libs/")))
        .as("every library in the image is on the bill")
        .allMatch(file -> listed.contains(file.substring("app/libs/".length())));
  }

  private static String component(JsonNode component) {
    return component.path("name").asString() + "-" + component.path("version").asString() + ".jar";
  }

  private static Image image(String name) throws IOException {
    return Image.read(one.tars().resolve(name + ".tar"));
  }
}
