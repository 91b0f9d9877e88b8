package dev.muster.quickstart.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The dashboards as files: what Grafana would not complain about and a reader would.
class DashboardsTest {
  private static final Path GRAFANA = Path.of("..", "ops", "grafana");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SOURCE = "muster-prometheus";
  private static final int GRID = 24;

  static Stream<Path> dashboards() throws IOException {
    try (Stream<Path> files = Files.list(GRAFANA.resolve("dashboards"))) {
      return Stream.of(files.toArray(Path[]::new));
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelSaysWhatItShowsInWhichUnitAndFromWhere(Path file) {
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : JSON.readTree(file.toFile()).path("panels")) {
      String title = panel.path("title").asString();
      assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
      if (!panel.path("type").asString().equals("row")) {
        JsonNode defaults = panel.at("/fieldConfig/defaults");
        assertThat(panel.path("description").asString("")).as(title).endsWith(".");
        assertThat(defaults.has("unit") || panel.path("type").asString().equals("state-timeline"))
            .as(title)
            .isTrue();
        assertThat(panel.at("/datasource/uid").asString()).isEqualTo(SOURCE);
        assertThat(panel.path("targets")).as(title).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void noPanelLiesOverAnother(Path file) {
    List<JsonNode> places = new ArrayList<>();
    for (JsonNode panel : JSON.readTree(file.toFile()).path("panels")) {
      JsonNode place = panel.path("gridPos");
      assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(GRID);
      assertThat(places).noneMatch(other -> overlap(place, other));
      places.add(place);
    }
    assertThat(places).isNotEmpty();
  }

  @Test
  void theSourceIsProvisionedUnderTheUidThatTheDashboardsName() throws IOException {
    Path provisioning = GRAFANA.resolve("provisioning");

    assertThat(provisioning.resolve("datasources/prometheus.yml"))
        .content()
        .contains("uid: " + SOURCE + "\n");
    assertThat(provisioning.resolve("dashboards/muster.yml"))
        .content()
        .contains("allowUiUpdates: false\n");
    assertThat(dashboards()).hasSize(5);
  }

  private static boolean overlap(JsonNode one, JsonNode other) {
    return meet(one, other, "x", "w") && meet(one, other, "y", "h");
  }

  /// Whether the two meet along one axis.
  private static boolean meet(JsonNode one, JsonNode other, String from, String length) {
    int begin = Math.max(one.path(from).asInt(), other.path(from).asInt());
    int end =
        Math.min(
            one.path(from).asInt() + one.path(length).asInt(),
            other.path(from).asInt() + other.path(length).asInt());
    return begin < end;
  }
}
