package dev.muster.quickstart.observe;

import dev.muster.quickstart.drop.DropOptions;
import dev.muster.quickstart.drop.SampleDrop;
import dev.muster.quickstart.system.Await;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.quickstart.system.SystemSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// A Prometheus that watches a local system by the rules of this repository, and is asked what the
/// dashboards would show.
public final class Observation implements AutoCloseable {
  private static final Duration START_WAIT_MAX = Duration.ofSeconds(60);
  private static final double TWO_SCRAPES_S = 2;

  private final LocalSystem system;
  private final Path home;
  private final Prometheus prometheus;
  private final PrometheusApi api;

  private Observation(LocalSystem system, Path home, Prometheus prometheus) {
    this.system = system;
    this.home = home;
    this.prometheus = prometheus;
    this.api = new PrometheusApi(prometheus.uri());
  }

  /// Says that there is no Prometheus before minutes are spent on what needs one.
  ///
  /// @throws dev.muster.quickstart.system.UserErrorException if there is none on the PATH
  public static void requireInstalled() {
    var _ = Prometheus.installed();
  }

  /// A system as it has to be set to be watched closely: its validator looks every second at the
  /// seats that the drop sells too, and judges as often as it can.
  public static SystemSettings watched(SystemSettings settings, DropOptions drop) {
    String tournaments =
        SampleDrop.tournaments(drop).stream().map(UUID::toString).collect(Collectors.joining(","));
    return settings.withValidatorEnvironment(
        Map.of(
            "MUSTER_WATCH_TOURNAMENTS", tournaments,
            "MUSTER_WATCH_INTERVAL", "1s",
            "MUSTER_CHECK_CRON", "*/2 * * * * *"));
  }

  /// Returns when every application of a system that serves is scraped.
  ///
  /// @param home the root of the repository, with `ops` and `docs`
  /// @param directory for all that Prometheus keeps
  /// @throws dev.muster.quickstart.system.UserErrorException if there is no Prometheus on the PATH
  public static Observation begin(LocalSystem system, Path home, Path directory) {
    Path rules = home.resolve("ops/prometheus/rules");
    var prometheus =
        Prometheus.start(directory, ScrapeConfiguration.of(rules, system.scrapeUris()));
    var observation = new Observation(system, home, prometheus);
    try {
      observation.await(observation.api::ready, START_WAIT_MAX);
      observation.await(observation::allUp, START_WAIT_MAX);
      return observation;
    } catch (RuntimeException e) {
      prometheus.close();
      throw e;
    }
  }

  /// Where the dashboards are that belong to the rules.
  public Path dashboards() {
    return home.resolve("ops/grafana/dashboards");
  }

  /// Asks every panel's query, and whether all that dashboards and rules name exists, once
  /// everything was scraped two times more.
  ///
  /// @param dashboards folder of their files
  public ObserveReport look(Path dashboards) {
    awaitScrapes();
    List<Panel> panels = Dashboards.read(dashboards);
    List<Shown> shown = panels.stream().map(this::show).toList();
    return new ObserveReport(shown, Contract.problems(panels, api.rules(), api.scraped(), home));
  }

  /// Returns when the alert fires.
  ///
  /// @throws dev.muster.quickstart.system.NotReadyException after the longest wait
  public void awaitFiring(String alert, Duration waitMax) {
    await(() -> api.firing().contains(alert), waitMax);
  }

  /// Where Prometheus answers.
  public String address() {
    return prometheus.uri().toString();
  }

  @Override
  public void close() {
    prometheus.close();
  }

  private Shown show(Panel panel) {
    try {
      List<Double> values = api.values(panel.query());
      if (values.stream().anyMatch(Double::isFinite)) {
        return Shown.data(panel, values.size());
      }
      String excuse = Contract.excuse(panel);
      if (!excuse.isEmpty()) {
        return Shown.excused(panel, excuse);
      }
      return Shown.wrong(panel, values.size(), values.isEmpty() ? "NO DATA" : "NO NUMBER");
    } catch (PromQlException e) {
      return Shown.wrong(panel, 0, "INVALID: " + e.getMessage());
    }
  }

  private boolean allUp() {
    List<PrometheusApi.Target> targets = api.targets();
    return targets.size() == system.scrapeUris().size()
        && targets.stream().allMatch(PrometheusApi.Target::up);
  }

  private void awaitScrapes() {
    double now = first("time()");
    String later = "min(timestamp(up)) > %f".formatted(now + TWO_SCRAPES_S);
    await(() -> !values(later).isEmpty(), START_WAIT_MAX);
  }

  private double first(String expression) {
    return values(expression).getFirst();
  }

  private List<Double> values(String expression) {
    try {
      return api.values(expression);
    } catch (PromQlException e) {
      throw new IllegalStateException(expression, e);
    }
  }

  private void await(BooleanSupplier reached, Duration waitMax) {
    Await.ready("Prometheus", prometheus.log(), waitMax, prometheus::requireAlive, reached);
  }
}
