package dev.muster.validator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Checks every invariant at the start and by the clock, on a thread of its own. A check without a
/// verdict is made again soon, and later and later: the database may only be coming up, and one
/// that is too slow to be checked must not be checked all the time.
final class ScheduledCheck {
  private static final Logger log = LoggerFactory.getLogger(ScheduledCheck.class);
  private static final Duration RETRY_MIN = Duration.ofSeconds(10);
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  /// The wall clock may be set while we wait for it.
  private static final Duration NAP_MAX = Duration.ofSeconds(30);

  private final Supplier<Report> check;
  private final Schedule schedule;
  private final Duration runMax;
  private final CheckMeters meters;
  private final Clock clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Long runBeganNanos;

  /// @param check one run of all invariants, which throws [CheckFailedException] without a verdict
  /// @param runMax longer than a run can take; who takes longer hangs
  ScheduledCheck(
      Supplier<Report> check, Schedule schedule, Duration runMax, CheckMeters meters, Clock clock) {
    this.check = check;
    this.schedule = schedule;
    this.thread = Thread.ofPlatform().name("check-" + schedule.name()).unstarted(this::run);
    this.runMax = runMax;
    this.meters = meters;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  boolean alive() {
    Long began = runBeganNanos;
    return thread.isAlive() && (began == null || System.nanoTime() - began <= runMax.toNanos());
  }

  void stop() {
    stopping.countDown();
    thread.interrupt();
    try {
      thread.join(STOP_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      Instant due = schedule.atStart() ? clock.instant() : next();
      while (due != null && verdictSince(due)) {
        due = next();
      }
      meters.neverDue();
      stopping.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits and checks until there is a verdict.
  ///
  /// @return false if stopped first
  private boolean verdictSince(Instant due) throws InterruptedException {
    meters.due(due);
    Instant at = due;
    Duration pause = RETRY_MIN;
    while (waitUntil(at)) {
      if (verdict()) {
        return true;
      }
      at = clock.instant().plus(pause);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(schedule.retryMax()) < 0 ? longer : schedule.retryMax();
    }
    return false;
  }

  /// @return false if stopped first
  private boolean waitUntil(Instant at) throws InterruptedException {
    while (stopping.getCount() > 0) {
      Duration left = Duration.between(clock.instant(), at);
      if (!left.isPositive()) {
        return true;
      }
      Duration nap = left.compareTo(NAP_MAX) < 0 ? left : NAP_MAX;
      var _ = stopping.await(nap.toMillis() + 1, TimeUnit.MILLISECONDS);
    }
    return false;
  }

  private boolean verdict() {
    runBeganNanos = System.nanoTime();
    try {
      Report report = check.get();
      meters.checked(report, clock.instant());
      tell(report);
      return true;
    } catch (CheckFailedException e) {
      meters.failed();
      log.warn("No verdict: {}", e.getMessage());
    } catch (RuntimeException e) {
      meters.failed();
      log.error("No verdict: the check has a defect", e);
    } finally {
      runBeganNanos = null;
    }
    return false;
  }

  /// Rows are for whoever runs the check by hand: they hold people's ids.
  private void tell(Report report) {
    for (Verdict verdict : report.broken()) {
      log.atLevel(
              switch (verdict.invariant().severity()) {
                case ERROR -> Level.ERROR;
                case WARNING -> Level.WARN;
              })
          .log(
              "Invariant {} does not hold: {} findings. {}",
              verdict.id(),
              verdict.findings(),
              verdict.invariant().whatToDo());
    }
    log.atLevel(!schedule.isFrequent() || !report.holds() ? Level.INFO : Level.DEBUG)
        .log(
            "Checked {} invariants: {}",
            report.verdicts().size(),
            report.holds() ? "all hold" : report.broken().size() + " do not hold");
  }

  private @Nullable Instant next() {
    if (schedule.cron() == null) {
      return null;
    }
    ZonedDateTime next = schedule.cron().next(ZonedDateTime.now(clock.withZone(schedule.zone())));
    return next == null ? null : next.toInstant();
  }
}
