package dev.muster.validator;

import dev.muster.telemetry.ManagedOnly;
import dev.muster.validator.watch.SystemWatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/// The judge as a service: watches log and database all the time and checks every invariant by the
/// clock, and tells both as metrics. Any number of them may run; none of them changes anything.
@SpringBootConfiguration(proxyBeanMethods = false)
@ManagedOnly
@EnableConfigurationProperties(ValidatorSettings.class)
public class ValidatorService {
  private static final String SESSION = "muster-validator";
  private static final Duration WATCH_STATEMENT_MAX = Duration.ofSeconds(5);
  /// The cheap ones take milliseconds; one that does not is not to be asked every minute.
  private static final Duration MINUTE_STATEMENT_MAX = Duration.ofSeconds(10);

  private static final Duration CHECK_SLACK = Duration.ofSeconds(30);

  public static void main(String[] args) {
    var _ =
        new SpringApplicationBuilder(ValidatorService.class)
            .properties("spring.config.name=validator")
            .web(WebApplicationType.SERVLET)
            .run(args);
  }

  @Bean
  SystemWatch watch(ValidatorSettings settings, MeterRegistry meters) {
    return new SystemWatch(
        () -> Sessions.open(settings.database(), SESSION, WATCH_STATEMENT_MAX),
        settings.kafka().clients(),
        settings.watch().tournaments(),
        settings.watch().interval(),
        meters);
  }

  @Bean
  ScheduledCheck fullCheck(ValidatorSettings settings, MeterRegistry meters) {
    Duration each = settings.check().statementTimeout();
    return scheduled(
        settings, settings.check().full(), InvariantCatalog.load(), each, null, meters);
  }

  @Bean
  ScheduledCheck minuteCheck(ValidatorSettings settings, MeterRegistry meters) {
    return scheduled(
        settings,
        settings.check().everyMinute(),
        InvariantCatalog.everyMinute(),
        MINUTE_STATEMENT_MAX,
        settings.check().minuteWindow(),
        meters);
  }

  /// @param each longest time for one invariant
  private static ScheduledCheck scheduled(
      ValidatorSettings settings,
      Schedule schedule,
      List<Invariant> invariants,
      Duration each,
      @Nullable Duration window,
      MeterRegistry meters) {
    var checker = new Checker(invariants, each);
    return new ScheduledCheck(
        () -> check(settings, checker, each, window),
        schedule,
        each.plus(CHECK_SLACK).multipliedBy(invariants.size()),
        new CheckMeters(meters, schedule.name()),
        Clock.systemUTC());
  }

  private static Report check(
      ValidatorSettings settings, Checker checker, Duration each, @Nullable Duration window) {
    try (Connection connection = Sessions.open(settings.database(), SESSION + "-check", each)) {
      return checker.run(connection, window == null ? null : Instant.now().minus(window));
    } catch (SQLException e) {
      throw new CheckFailedException(
          "could not connect to the database: " + Checker.firstLine(e), e);
    }
  }

  @Bean
  Threads threads(SystemWatch watch, ScheduledCheck fullCheck, ScheduledCheck minuteCheck) {
    return new Threads(watch, List.of(fullCheck, minuteCheck));
  }

  /// Alive is who does its work, whoever is away: a watch that stands still would show nothing for
  /// ever, and only a new process helps.
  @Bean
  HealthIndicator threadsHealthIndicator(
      SystemWatch watch, ScheduledCheck fullCheck, ScheduledCheck minuteCheck) {
    return () -> {
      boolean checks = fullCheck.alive() && minuteCheck.alive();
      boolean alive = watch.databaseAlive() && watch.logAlive() && checks;
      return (alive ? Health.up() : Health.down())
          .withDetail("database", watch.databaseAlive())
          .withDetail("log", watch.logAlive())
          .withDetail("check", checks)
          .build();
    };
  }

  /// Ties the threads to the application's life.
  static final class Threads implements SmartLifecycle {
    private final SystemWatch watch;
    private final List<ScheduledCheck> checks;
    private volatile boolean running;

    Threads(SystemWatch watch, List<ScheduledCheck> checks) {
      this.watch = watch;
      this.checks = List.copyOf(checks);
    }

    @Override
    public void start() {
      running = true;
      watch.start();
      checks.forEach(ScheduledCheck::start);
    }

    @Override
    public void stop() {
      watch.stop();
      checks.forEach(ScheduledCheck::stop);
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }
  }
}
