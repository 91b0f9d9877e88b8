package dev.muster.quickstart.observe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What dashboards and rules rest on: metrics that exist, and pages that exist.
final class Contract {
  /// Made by Prometheus itself.
  private static final Set<String> MADE_BY_PROMETHEUS = Set.of("ALERTS", "up");

  /// Metrics of others, which a local system does not run, and why a panel may name them.
  static final Map<String, String> OF_OTHERS =
      Map.of(
          "kafka_consumergroup_lag", "wants the Kafka exporter",
          "kafka_topic_partition_under_replicated_partition", "wants the Kafka exporter");

  private Contract() {}

  /// What is wrong, a line each.
  ///
  /// @param scraped names of the metrics that the applications export
  /// @param home the root of the repository, which the paths of runbooks start from
  static List<String> problems(
      List<Panel> panels, List<Rule> rules, Set<String> scraped, Path home) {
    Set<String> known = new HashSet<>(scraped);
    known.addAll(MADE_BY_PROMETHEUS);
    rules.stream().filter(rule -> !rule.alert()).map(Rule::name).forEach(known::add);
    List<String> problems = new ArrayList<>();
    for (Rule rule : rules) {
      require(rule.name(), rule.expression(), known, problems);
      if (rule.error() != null) {
        problems.add(rule.name() + ": " + rule.error());
      }
      if (rule.alert() && !hasRunbook(rule, home)) {
        problems.add(rule.name() + ": there is no runbook " + rule.runbook());
      }
    }
    // Nobody is woken by a panel, so only panels may rest on what is not always there.
    known.addAll(OF_OTHERS.keySet());
    for (Panel panel : panels) {
      String place = panel.dashboard() + ", " + panel.title();
      require(place, panel.expression(), known, problems);
    }
    return problems;
  }

  /// Why a panel may be empty here; nothing if it may not.
  static String excuse(Panel panel) {
    return PromQl.metrics(panel.expression()).stream()
        .filter(OF_OTHERS::containsKey)
        .map(OF_OTHERS::get)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static void require(
      String place, String expression, Set<String> known, List<String> problems) {
    for (String metric : PromQl.metrics(expression)) {
      if (!known.contains(metric)) {
        problems.add(place + ": there is no metric " + metric);
      }
    }
  }

  private static boolean hasRunbook(Rule rule, Path home) {
    return rule.runbook() != null && Files.isRegularFile(home.resolve(rule.runbook()));
  }
}
