package dev.muster.quickstart.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/// The rule files: valid, each alert tested firing and silent, each with a page for whoever it
/// wakes.
class AlertRulesTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Path FILES = HOME.resolve("ops/prometheus");
  private static final int CHECK_SECONDS_MAX = 120;
  private static final List<String> SECTIONS =
      List.of("## Meaning", "## Impact", "## First query", "## First action", "## Escalation");

  @TempDir Path directory;

  @Test
  void promtoolFindsNoFault() throws Exception {
    Path promtool = Installed.require("promtool");
    List<String> tests = new ArrayList<>(List.of("test", "rules"));
    yaml("tests").forEach(file -> tests.add(file.toString()));

    assertThat(output(promtool, List.of("check", "config", FILES.resolve("prometheus.yml") + "")))
        .doesNotContain("FAILED");
    assertThat(output(promtool, tests)).doesNotContain("FAILED");
  }

  @Test
  void everyAlertIsTestedFiringAndSilent() throws IOException {
    Set<String> firing = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    for (Path file : yaml("tests")) {
      for (Map<?, ?> test : maps(read(file), "tests")) {
        for (Map<?, ?> each : maps(test, "alert_rule_test")) {
          (maps(each, "exp_alerts").isEmpty() ? silent : firing).add(each.get("alertname") + "");
        }
      }
    }
    Set<String> alerts = new TreeSet<>();
    alerts().forEach(alert -> alerts.add(alert.get("alert") + ""));

    assertThat(firing).isEqualTo(alerts);
    assertThat(silent).isEqualTo(alerts);
  }

  @Test
  void everyAlertSaysHowUrgentItIsAndWhereItsPageIs() throws IOException {
    Set<String> pages = new TreeSet<>();
    for (Map<?, ?> alert : alerts()) {
      String name = alert.get("alert") + "";
      String page = "docs/runbooks/" + name + ".md";
      pages.add(name + ".md");
      assertThat(map(alert, "labels").get("severity")).as(name).isIn("page", "ticket");
      assertThat(map(alert, "annotations").get("runbook_url")).isEqualTo(page);
      assertThat(map(alert, "annotations").get("summary")).as(name).isNotNull();
      assertThat(map(alert, "annotations").get("description")).as(name).isNotNull();
      assertThat(Files.readString(HOME.resolve(page)))
          .contains("Severity: **" + map(alert, "labels").get("severity") + "**")
          .contains(SECTIONS);
    }
    assertThat(names(HOME.resolve("docs/runbooks"))).isEqualTo(pages);
  }

  private String output(Path program, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    Path said = directory.resolve("said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = process.waitFor(CHECK_SECONDS_MAX, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    return Files.readString(said);
  }

  private static List<Map<?, ?>> alerts() throws IOException {
    List<Map<?, ?>> alerts = new ArrayList<>();
    for (Path file : yaml("rules")) {
      for (Map<?, ?> group : maps(read(file), "groups")) {
        maps(group, "rules").stream()
            .filter(rule -> rule.get("alert") != null)
            .forEach(alerts::add);
      }
    }
    assertThat(alerts).hasSizeGreaterThan(30);
    return alerts;
  }

  private static List<Path> yaml(String folder) throws IOException {
    try (Stream<Path> files = Files.list(FILES.resolve(folder))) {
      return files.sorted().toList();
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> names.add(file.getFileName() + ""));
    }
    return names;
  }

  private static Map<?, ?> read(Path file) throws IOException {
    try (Reader text = Files.newBufferedReader(file)) {
      return new Yaml().load(text);
    }
  }

  private static Map<?, ?> map(Map<?, ?> in, String key) {
    return in.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<Map<?, ?>> maps(Map<?, ?> in, String key) {
    List<Map<?, ?>> maps = new ArrayList<>();
    if (in.get(key) instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> map) {
          maps.add(map);
        }
      }
    }
    return maps;
  }
}
