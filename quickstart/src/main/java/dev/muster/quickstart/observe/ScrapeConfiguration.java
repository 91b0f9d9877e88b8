package dev.muster.quickstart.observe;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The configuration of a Prometheus beside a local system: the jobs of `ops/prometheus`, at the
/// addresses of this machine, scraped every second.
final class ScrapeConfiguration {
  private ScrapeConfiguration() {}

  /// @param rules folder of the rule files
  /// @param scrapeUris of the applications by name
  static String of(Path rules, Map<String, URI> scrapeUris) {
    Map<String, StringBuilder> jobs = new TreeMap<>();
    scrapeUris.forEach(
        (name, uri) ->
            jobs.computeIfAbsent(job(name), job -> new StringBuilder(head(job, uri)))
                .append(target(name, uri)));
    return """
    global:
      scrape_interval: 1s
      evaluation_interval: 1s
    rule_files:
      - '%s'
    scrape_configs:
    """
            .formatted(rules.resolve("*.yml"))
        + String.join("", jobs.values());
  }

  private static String head(String job, URI uri) {
    return """
      - job_name: %s
        metrics_path: %s
        static_configs:
    """
        .formatted(job, uri.getPath());
  }

  private static String target(String name, URI uri) {
    return """
          - targets: ['%s']
            labels: {instance: '%s'}
    """
        .formatted(uri.getAuthority(), name);
  }

  /// Workers are numbered; the job is the application's name.
  private static String job(String name) {
    return name.startsWith("worker-") ? "enrollment-worker" : name;
  }
}
