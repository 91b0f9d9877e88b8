package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.rehearse.Plan.PlannedFault;
import dev.muster.quickstart.rehearse.fault.Fact;
import dev.muster.quickstart.rehearse.fault.Injection;
import dev.muster.quickstart.rehearse.fault.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/// Injects the faults of a plan, one after the other, while the load is on.
final class FaultSchedule {
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<PlannedFault> planned;
  private final Injecting injecting;
  private final Consumer<String> progress;

  /// @param progress told what is injected, and what came of it
  FaultSchedule(List<PlannedFault> planned, Scene scene, Consumer<String> progress) {
    this(planned, fault -> fault.fault().inject(scene), progress);
  }

  FaultSchedule(List<PlannedFault> planned, Injecting injecting, Consumer<String> progress) {
    this.planned = planned;
    this.injecting = injecting;
    this.progress = progress;
  }

  /// Injects one fault.
  @FunctionalInterface
  interface Injecting {
    Injection inject(PlannedFault fault) throws InterruptedException;
  }

  /// Begins now, on a thread of its own.
  CompletableFuture<List<FaultReport>> start() {
    var reports = new CompletableFuture<List<FaultReport>>();
    long began = System.nanoTime();
    Thread.ofPlatform()
        .daemon()
        .name("faults")
        .start(
            () -> {
              try {
                reports.complete(run(began));
              } catch (InterruptedException | RuntimeException e) {
                reports.completeExceptionally(new CompletionException(e));
              }
            });
    return reports;
  }

  private List<FaultReport> run(long began) throws InterruptedException {
    List<FaultReport> reports = new ArrayList<>();
    for (PlannedFault each : planned) {
      long early = began + (long) (each.second() * NANOS_PER_SECOND) - System.nanoTime();
      if (early > 0) {
        Thread.sleep(Duration.ofNanos(early));
      }
      double at = (System.nanoTime() - began) / NANOS_PER_SECOND;
      progress.accept("%5.1f s  %s".formatted(at, each.fault().title()));
      Injection injection = inject(each);
      double took = (System.nanoTime() - began) / NANOS_PER_SECOND - at;
      FaultReport report = report(each, at, took, injection);
      progress.accept(
          "%5.1f s  %s %s"
              .formatted(
                  at + took,
                  report.name(),
                  report.injected() ? "injected" : "HAD NO EFFECT: " + FaultText.missing(report)));
      reports.add(report);
    }
    return reports;
  }

  /// A fault that cannot be injected is no reason to stop: the verdict names it.
  private Injection inject(PlannedFault fault) throws InterruptedException {
    try {
      return injecting.inject(fault);
    } catch (RuntimeException e) {
      return new Injection(
          "nothing", List.of(new Fact("it could not be injected: " + e.getMessage(), false)), null);
    }
  }

  private static FaultReport report(PlannedFault fault, double at, double took, Injection done) {
    Duration resumed = done.resumedAfter();
    return new FaultReport(
        fault.fault().title(),
        fault.second(),
        rounded(at),
        rounded(took),
        done.what(),
        done.happened(),
        done.facts(),
        resumed == null ? null : rounded(resumed.toNanos() / NANOS_PER_SECOND),
        null);
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }
}
