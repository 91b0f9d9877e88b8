package dev.muster.quickstart.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.drop.DropOptions;
import dev.muster.quickstart.drop.SampleDrop;
import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.quickstart.system.SystemSettings;
import dev.muster.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A small drop, watched by a real Prometheus: what an operator would see of it, and that they
/// would be told of a parked partition.
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ObserveTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final DropOptions DROP = new DropOptions(300, 20, 16, 7, false, true);
  private static final Duration ALERT_WAIT_MAX = Duration.ofSeconds(90);
  private static final int LAST = 100;
  private static final String PARKED = "MusterPartitionParked";

  private LocalSystem system;
  private Observation observation;

  @BeforeAll
  void watchADrop(@TempDir Path directory) throws InterruptedException {
    Installed.require("prometheus");
    SystemSettings settings = SystemSettings.onFreePorts(directory.resolve("system"));
    system = LocalSystem.in(Observation.watched(settings, DROP));
    system.start(_ -> {});
    observation = Observation.begin(system, HOME, directory.resolve("prometheus"));
    assertThat(new SampleDrop(DROP, system, false).run(null)).isTrue();
  }

  @AfterAll
  void stop() {
    if (observation != null) {
      observation.close();
    }
    if (system != null) {
      system.close();
    }
  }

  @Test
  void everyPanelShowsTheDropAndEveryRuleRestsOnWhatExists() {
    ObserveReport report = observation.look(observation.dashboards());

    assertThat(report.holds()).as(report.text()).isTrue();
    assertThat(report.shown()).hasSizeGreaterThan(100);
  }

  @Test
  void aPanelThatShowsNothingIsTold(@TempDir Path dashboards) throws IOException {
    Files.writeString(
        dashboards.resolve("drop.json"),
        """
        {"panels": [{"type": "row", "panels": [{"title": "Requests", "targets": [
          {"expr": "rate(muster_requests_totals[$__rate_interval])"},
          {"expr": "muster_partitions_held > 1000"},
          {"expr": "sum(muster_requests_total"}
        ]}]}]}
        """);

    ObserveReport report = observation.look(dashboards);

    assertThat(report.holds()).isFalse();
    assertThat(report.problems())
        .containsExactly("drop, Requests: there is no metric muster_requests_totals");
    assertThat(report.shown().stream().map(Shown::verdict).map(ObserveTest::firstWord))
        .containsExactly("NO", "NO", "INVALID:");
  }

  @Test
  void theFirstQueriesOfTheRunbooksRun() throws Exception {
    var api = new PrometheusApi(URI.create(observation.address()));
    for (String query : blocks("promql")) {
      assertThat(api.values(query)).as(query).isNotNull();
    }
    List<String> statements = blocks("sql");
    assertThat(statements).hasSizeGreaterThan(5);
    try (Connection connection =
            system.postgres().dataSource(LocalPostgres.SUPERUSER).getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String each : statements) {
        statement.execute(each);
      }
      connection.rollback();
    }
  }

  /// Partitions that were added would send tournaments to others in mid-stream: the worker parks.
  @Test
  @Order(LAST)
  void aPartitionParkedByAnotherPartitionCountFiresItsAlert() throws Exception {
    var api = new PrometheusApi(URI.create(observation.address()));
    assertThat(api.firing()).doesNotContain(PARKED);
    Map<String, Object> broker =
        Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, system.broker().bootstrapServers());
    try (Admin admin = Admin.create(broker)) {
      admin
          .createPartitions(Map.of(Topics.PLAYER_COMMANDS, NewPartitions.increaseTo(13)))
          .all()
          .get();
    }

    observation.awaitFiring(PARKED, ALERT_WAIT_MAX);
  }

  private static String firstWord(String text) {
    return text.split(" ", 2)[0];
  }

  /// The fenced blocks of a language on all pages.
  private static List<String> blocks(String language) throws IOException {
    var fence = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
    List<String> blocks = new ArrayList<>();
    try (Stream<Path> pages = Files.list(HOME.resolve("docs/runbooks"))) {
      for (Path page : pages.sorted().toList()) {
        fence
            .matcher(Files.readString(page))
            .results()
            .map(found -> found.group(1))
            .forEach(blocks::add);
      }
    }
    return blocks;
  }
}
