package dev.muster.validator;

import dev.muster.validator.watch.GaugeFamily;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What the checks found. Findings stay shown until the next run, which may be a week away: how old
/// they are is told beside them.
final class CheckMeters {
  private static final double MILLIS = 1_000;

  private final GaugeFamily findings;
  private final GaugeFamily durations;
  private final GaugeFamily due;
  private final Counter failures;
  private final Tags check;
  private volatile double lastSuccessSeconds;

  /// @param check which of the checks it is
  CheckMeters(MeterRegistry registry, String check) {
    this.check = Tags.of("check", check);
    this.findings =
        new GaugeFamily(
            registry, "muster.invariant.findings", "Violations that the last check counted");
    this.durations =
        new GaugeFamily(
            registry, "muster.invariant.run.seconds", "How long the last check of it took");
    this.due =
        new GaugeFamily(
            registry,
            "muster.check.due.timestamp.seconds",
            "When the next check is due, as a Unix time; in the past while it does not succeed");
    this.failures =
        Counter.builder("muster.check.failures")
            .tags(this.check)
            .description("Checks that came to no verdict")
            .register(registry);
    Gauge.builder(
            "muster.check.last.success.timestamp.seconds",
            this,
            meters -> meters.lastSuccessSeconds)
        .tags(this.check)
        .description("When the last check came to a verdict, as a Unix time; 0 if none did")
        .register(registry);
  }

  void due(Instant at) {
    due.show(Map.of(check, at.toEpochMilli() / MILLIS));
  }

  void neverDue() {
    due.vanish();
  }

  void checked(Report report, Instant at) {
    Map<Tags, Double> counts = new HashMap<>();
    Map<Tags, Double> seconds = new HashMap<>();
    for (Verdict verdict : report.verdicts()) {
      Tags id = check.and("id", verdict.id());
      counts.put(
          id.and("severity", verdict.invariant().severity().name()), (double) verdict.findings());
      seconds.put(id, verdict.took().toMillis() / MILLIS);
    }
    findings.show(counts);
    durations.show(seconds);
    lastSuccessSeconds = at.toEpochMilli() / MILLIS;
  }

  void failed() {
    failures.increment();
  }
}
