package dev.muster.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScheduledCheckTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String NEVER = "-";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private ScheduledCheck check(Supplier<Report> run, boolean atStart, String cron, Duration max) {
    var settings =
        new ValidatorSettings.Check(atStart, cron, ZoneId.of("UTC"), MINUTE, NEVER, MINUTE);
    var meters = new CheckMeters(registry, "full");
    return new ScheduledCheck(run, settings.full(), max, meters, new HourlyClock());
  }

  private double gauge(String name, String... tags) {
    return registry.get(name).tags(tags).gauge().value();
  }

  @Test
  void findingsAreShownByInvariantAndSeverity() throws InterruptedException {
    try (TestDatabase database = TestDatabase.create()) {
      database.execute(TestFiles.text("/world.sql"));
      database.execute(TestFiles.text("/planted/balance-equals-ledger.sql"));
      var runs = new Semaphore(0);
      Supplier<Report> run =
          () -> {
            Report report = Checker.check(database.validator());
            runs.release();
            return report;
          };
      ScheduledCheck check = check(run, true, "0 0 * * * *", MINUTE);
      check.start();
      // The second begins once the first is told of.
      assertThat(runs.tryAcquire(2, 60, TimeUnit.SECONDS)).isTrue();
      check.stop();
    }
    String findings = "muster.invariant.findings";
    assertThat(gauge(findings, "id", "balance-equals-ledger", "severity", "ERROR")).isPositive();
    assertThat(gauge(findings, "id", "within-capacity", "severity", "ERROR")).isZero();
    assertThat(gauge(findings, "id", "guards-as-defined", "severity", "ERROR")).isZero();
    assertThat(registry.get("muster.invariant.run.seconds").gauges())
        .hasSameSizeAs(InvariantCatalog.load())
        .allMatch(gauge -> gauge.value() >= 0);
    assertThat(gauge("muster.check.last.success.timestamp.seconds")).isPositive();
    assertThat(registry.get("muster.check.failures").counter().count()).isZero();
  }

  @Test
  void withoutAVerdictItTriesAgainAndStaysDue() throws InterruptedException {
    var runs = new Semaphore(0);
    Supplier<Report> run =
        () -> {
          runs.release();
          throw new CheckFailedException("no database");
        };
    ScheduledCheck check = check(run, true, "0 0 8 * * MON", MINUTE);
    check.start();
    assertThat(runs.tryAcquire(3, 60, TimeUnit.SECONDS)).isTrue();
    assertThat(gauge("muster.check.due.timestamp.seconds"))
        .isEqualTo((double) HourlyClock.FIRST.getEpochSecond());
    assertThat(check.alive()).isTrue();
    check.stop();
    assertThat(registry.get("muster.check.failures").counter().count()).isGreaterThanOrEqualTo(2);
    assertThat(gauge("muster.check.last.success.timestamp.seconds")).isZero();
    assertThat(check.alive()).isFalse();
  }

  @Test
  void waitsForItsHourAndThenForNone() throws InterruptedException {
    var ran = new CountDownLatch(1);
    Supplier<Report> run =
        () -> {
          ran.countDown();
          throw new CheckFailedException("seen enough");
        };
    ScheduledCheck check = check(run, false, NEVER, MINUTE);
    check.start();
    assertThat(ran.await(200, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(check.alive()).isTrue();
    check.stop();
  }

  @Test
  void aCheckThatHangsIsNotAlive() throws InterruptedException {
    var hanging = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    Supplier<Report> run =
        () -> {
          hanging.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new CheckFailedException("let go");
        };
    ScheduledCheck check = check(run, true, NEVER, Duration.ZERO);
    check.start();
    assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();
    while (check.alive()) {
      Thread.onSpinWait();
    }
    check.stop();
    assertThat(check.alive()).isFalse();
  }

  /// An hour goes by whenever somebody looks.
  @Test
  void theCheckOfEveryMinuteHidesNoFindingOfTheFullOne() throws InterruptedException {
    try (TestDatabase database = TestDatabase.create()) {
      database.execute(TestFiles.text("/world.sql"));
      database.execute(TestFiles.text("/planted/enrolled-has-its-seat--another-balance.sql"));
      database.execute("UPDATE decision SET decided_at = decided_at - interval '2 hours'");
      var everyHour =
          new ValidatorSettings.Check(
              true, "0 0 * * * *", ZoneId.of("UTC"), MINUTE, "0 0 * * * *", MINUTE);
      shown(database, everyHour.full(), InvariantCatalog.load(), null);
      shown(
          database,
          everyHour.everyMinute(),
          InvariantCatalog.everyMinute(),
          Instant.now().minus(MINUTE));
    }
    String findings = "muster.invariant.findings";
    assertThat(gauge(findings, "id", "enrolled-has-its-seat", "check", "full")).isPositive();
    assertThat(gauge(findings, "id", "enrolled-has-its-seat", "check", "minute")).isZero();
  }

  private void shown(
      TestDatabase database, Schedule schedule, List<Invariant> invariants, @Nullable Instant since)
      throws InterruptedException {
    var checker = new Checker(invariants, MINUTE);
    var runs = new Semaphore(0);
    Supplier<Report> run =
        () -> {
          try (Connection connection = database.validator().getConnection()) {
            Report report = checker.run(connection, since);
            runs.release();
            return report;
          } catch (SQLException e) {
            throw new CheckFailedException("no database", e);
          }
        };
    var meters = new CheckMeters(registry, schedule.name());
    var check = new ScheduledCheck(run, schedule, MINUTE, meters, new HourlyClock());
    check.start();
    // The second begins once the first is told of.
    assertThat(runs.tryAcquire(2, 60, TimeUnit.SECONDS)).isTrue();
    check.stop();
  }

  private static final class HourlyClock extends Clock {
    private static final Instant FIRST = Instant.parse("2030-01-01T00:00:00Z");

    private int hours;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(instant(), zone);
    }

    @Override
    public synchronized Instant instant() {
      return FIRST.plus(Duration.ofHours(hours++));
    }
  }
}
