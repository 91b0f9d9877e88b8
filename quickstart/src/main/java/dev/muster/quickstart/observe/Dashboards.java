package dev.muster.quickstart.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The queries of dashboards, read from their files.
final class Dashboards {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SUFFIX = ".json";

  private Dashboards() {}

  /// Every query of every panel, in the order of the page.
  static List<Panel> read(Path directory) {
    List<Panel> panels = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(SUFFIX)).sorted().toList()) {
        String name = String.valueOf(file.getFileName()).replace(SUFFIX, "");
        collect(name, JSON.readTree(file.toFile()).path("panels"), panels);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the dashboards in " + directory, e);
    }
    return panels;
  }

  private static void collect(String dashboard, JsonNode panels, List<Panel> found) {
    for (JsonNode panel : panels) {
      String title = panel.path("title").asString("");
      for (JsonNode target : panel.path("targets")) {
        found.add(new Panel(dashboard, title, target.path("expr").asString("")));
      }
      // A row that is folded up holds its panels.
      collect(dashboard, panel.path("panels"), found);
    }
  }
}
