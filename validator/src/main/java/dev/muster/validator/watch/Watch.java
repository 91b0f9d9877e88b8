package dev.muster.validator.watch;

import dev.muster.schemas.connection.Causes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at one source again and again, on a thread of its own, so that nothing that happens to
/// another source keeps it from looking.
final class Watch {
  private static final Logger log = LoggerFactory.getLogger(Watch.class);
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private final String target;
  private final Look look;
  private final Duration interval;
  private final Duration turnMax;
  private final Clock clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile long turnBeganNanos;
  private volatile double lastSuccessSeconds;
  private String complaint = "";

  /// @param target name of the source, as shown
  /// @param turnMax longer than a look can take; who takes longer hangs
  Watch(
      String target,
      Look look,
      Duration interval,
      Duration turnMax,
      Clock clock,
      MeterRegistry registry) {
    this.target = target;
    this.look = look;
    this.interval = interval;
    this.turnMax = turnMax;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("watch-" + target).unstarted(this::run);
    Gauge.builder(
            "muster.watch.last.success.timestamp.seconds", this, watch -> watch.lastSuccessSeconds)
        .description("When the source was read last, as a Unix time; 0 if it never was")
        .tag("target", target)
        .register(registry);
  }

  void start() {
    turnBeganNanos = System.nanoTime();
    thread.start();
  }

  /// It runs, and no turn takes longer than a turn can. A source that is away is no reason not to
  /// be alive.
  boolean alive() {
    long limit = turnMax.plus(interval).toNanos();
    return thread.isAlive() && System.nanoTime() - turnBeganNanos <= limit;
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
    try (look) {
      do {
        turnBeganNanos = System.nanoTime();
        turn();
      } while (!stopping.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn() throws InterruptedException {
    try {
      look.look();
      lastSuccessSeconds = clock.millis() / 1000.0;
      if (!complaint.isEmpty()) {
        log.info("Sees the {} again", target);
        complaint = "";
      }
    } catch (SQLException | ExecutionException | TimeoutException e) {
      failed(Causes.of(e));
    } catch (RuntimeException e) {
      log.debug("The look at the {} failed", target, e);
      failed(Causes.of(e));
    }
  }

  private void failed(String said) {
    if (!said.equals(complaint)) {
      complaint = said;
      log.warn("Cannot see the {}: {}", target, said);
    }
  }
}
