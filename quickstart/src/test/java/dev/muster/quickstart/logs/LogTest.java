package dev.muster.quickstart.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.client.Polling;
import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.quickstart.system.Ports;
import dev.muster.quickstart.system.SystemSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The logs of both applications, at their most talkative and with everything going wrong: each
/// line says what it is about, and none says what was told in confidence.
class LogTest {
  private static final String REFUSED = "The database refuses the data of offset";
  private static final String UNACKNOWLEDGED = "An append was not acknowledged";

  private static final String CONFIG = "classpath:dev/muster/quickstart/logs/";

  private static final String PLANTED =
      """
      ALTER TABLE tournament ADD CONSTRAINT planted CHECK (name NOT LIKE 'refused %')
      """;

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void linesForPeopleShowTheContextInBrackets() throws Exception {
    Written written = write(Map.of("LOGGING_CONFIG", CONFIG + "people.xml"));

    String refused = line(written.worker(), REFUSED);
    assertThat(refused)
        .containsPattern("\\[[^]]*partition=muster\\.tournament\\.commands-\\d+[^]]*]")
        .containsPattern("\\[[^]]*offset=\\d+[^]]*]")
        .containsPattern("\\[[^]]*tournament=[0-9a-f-]{36}[^]]*]")
        .contains("requestId=" + written.refused());
    assertThat(line(written.api(), UNACKNOWLEDGED))
        .containsPattern("\\[[^]]*requestId=[0-9a-f-]{36}[^]]*]")
        .contains("traceId=" + Marks.TRACE_ID);
    assertThat(line(written.api(), "Started IngestApi")).doesNotContain("[]");
    requireNoMarks(written);
  }

  @Test
  void oneSettingMakesThemElasticCommonSchema() throws Exception {
    Written written =
        write(
            Map.of(
                "LOGGING_CONFIG", CONFIG + "ecs.xml", "LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs"));

    JsonNode refused = JSON.readTree(line(written.worker(), REFUSED));
    assertThat(refused.at("/service/name").asString()).isEqualTo("enrollment-worker");
    assertThat(refused.at("/log/level").asString()).isEqualTo("ERROR");
    assertThat(refused.get("partition").asString()).startsWith("muster.tournament.commands-");
    assertThat(refused.get("offset").asString()).matches("\\d+");
    assertThat(refused.get("requestId").asString()).isEqualTo(written.refused().toString());
    JsonNode unacknowledged = JSON.readTree(line(written.api(), UNACKNOWLEDGED));
    assertThat(unacknowledged.get("requestId").asString()).hasSize(36);
    assertThat(unacknowledged.get("trace.id").asString()).isEqualTo(Marks.TRACE_ID);
    requireNoMarks(written);
  }

  /// What a system wrote until it was stopped.
  ///
  /// @param refused the request that the database refused
  private record Written(List<String> api, List<String> worker, UUID refused) {}

  private static Written write(Map<String, String> format) throws Exception {
    // Kept below the build directory: the logs are there after a failure.
    Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "logs-");
    Map<String, String> environment = new HashMap<>(Marks.settings());
    environment.put("LOGGING_LEVEL_DEV_MUSTER", "debug");
    environment.putAll(format);
    UUID refused;
    Path api;
    Path worker;
    try (LocalSystem system =
        LocalSystem.in(
                SystemSettings.onFreePorts(directory)
                    .withApiEnvironment(environment)
                    .withWorkerEnvironment(environment))
            .start(_ -> {})) {
      api = system.api().log();
      worker = system.workers().getFirst().log();
      plant(system);
      assertThat(Marks.register(system.httpUri(), Ports.free())).isEqualTo(201);
      assertThat(Marks.malformed(system.httpUri())).isEqualTo(400);
      refused = Marks.command(system.httpUri());
      system.broker().kill();
      assertThat(Marks.enroll(system.httpUri())).isEqualTo(503);
      Polling.until("the end of an append", () -> told(api, UNACKNOWLEDGED) ? true : null);
    }
    return new Written(Files.readAllLines(api), Files.readAllLines(worker), refused);
  }

  private static void plant(LocalSystem system) throws Exception {
    try (Connection connection =
            system.postgres().dataSource(LocalPostgres.SUPERUSER).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(PLANTED);
    }
  }

  private static boolean told(Path log, String what) {
    try {
      return Files.readString(log).contains(what);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(List<String> log, String text) {
    return log.stream()
        .filter(each -> each.contains(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError(text + " is not in:\n" + String.join("\n", log)));
  }

  private static void requireNoMarks(Written written) {
    for (String mark : Marks.all()) {
      assertThat(written.api()).as("the API's log").noneMatch(line -> line.contains(mark));
      assertThat(written.worker()).as("the worker's log").noneMatch(line -> line.contains(mark));
    }
  }
}
