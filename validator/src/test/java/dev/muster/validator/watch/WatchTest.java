package dev.muster.validator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String LAST = "muster.watch.last.success.timestamp.seconds";

  private final Gauges gauges = new Gauges();

  private Watch watch(Look look, Duration turnMax) {
    return new Watch("database", look, AT_ONCE, turnMax, Clock.systemUTC(), gauges.registry);
  }

  /// A look that does something and tells when it is done.
  private interface Doing extends Look {
    @Override
    default void close() {}
  }

  @Test
  void goesOnAfterFailuresAndTellsOfTheLastSuccess() throws Exception {
    var turns = new Semaphore(0);
    Doing failsTwice =
        () -> {
          int turn = turns.availablePermits();
          turns.release();
          if (turn == 0) {
            throw new SQLException("away");
          } else if (turn == 1) {
            throw new IllegalStateException("a defect");
          }
        };
    Watch watch = watch(failsTwice, MINUTE);
    assertThat(gauges.value(LAST, "target", "database")).isZero();
    watch.start();
    try {
      assertThat(turns.tryAcquire(4, 30, TimeUnit.SECONDS)).isTrue();
      assertThat(watch.alive()).isTrue();
      assertThat(gauges.value(LAST)).isGreaterThan(1_500_000_000);
    } finally {
      watch.stop();
    }
    assertThat(watch.alive()).isFalse();
  }

  @Test
  void whoHangsIsNotAlive() throws Exception {
    var hanging = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    Doing hangs =
        () -> {
          hanging.countDown();
          never.await();
        };
    Watch watch = watch(hangs, Duration.ZERO);
    watch.start();
    try {
      assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();
      while (watch.alive()) {
        Thread.onSpinWait();
      }
      assertThat(watch.alive()).isFalse();
    } finally {
      watch.stop();
    }
  }

  @Test
  void whoDiedIsNotAlive() throws Exception {
    var began = new CountDownLatch(1);
    Doing dies =
        () -> {
          began.countDown();
          throw new AssertionError("what no watch survives");
        };
    var watch = watch(dies, MINUTE);
    watch.start();
    assertThat(began.await(30, TimeUnit.SECONDS)).isTrue();
    watch.stop();
    assertThat(watch.alive()).isFalse();
  }
}
