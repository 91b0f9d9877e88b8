package dev.muster.validator;

import dev.muster.telemetry.ManagedOnly;
import dev.muster.validator.watch.SystemWatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
  ScheduledCheck check(ValidatorSettings settings, MeterRegistry meters) {
    List<Invariant> invariants = InvariantCatalog.load();
    Duration each = settings.check().statementTimeout();
    var checker = new Checker(invariants, each);
    return new ScheduledCheck(
        () -> check(settings, checker),
        settings.check(),
        each.plus(CHECK_SLACK).multipliedBy(invariants.size()),
        new CheckMeters(meters),
        Clock.systemUTC());
  }

  private static Report check(ValidatorSettings settings, Checker checker) {
    Duration each = settings.check().statementTimeout();
    try (Connection connection = Sessions.open(settings.database(), SESSION + "-check", each)) {
      return checker.run(connection);
    } catch (SQLException e) {
      throw new CheckFailedException(
          "could not connect to the database: " + Checker.firstLine(e), e);
    }
  }

  @Bean
  Threads threads(SystemWatch watch, ScheduledCheck check) {
    return new Threads(watch, check);
  }

  /// Alive is who does its work, whoever is away: a watch that stands still would show nothing for
  /// ever, and only a new process helps.
  @Bean
  HealthIndicator threadsHealthIndicator(SystemWatch watch, ScheduledCheck check) {
    return () -> {
      boolean alive = watch.databaseAlive() && watch.logAlive() && check.alive();
      return (alive ? Health.up() : Health.down())
          .withDetail("database", watch.databaseAlive())
          .withDetail("log", watch.logAlive())
          .withDetail("check", check.alive())
          .build();
    };
  }

  /// Ties the threads to the application's life.
  static final class Threads implements SmartLifecycle {
    private final SystemWatch watch;
    private final ScheduledCheck check;
    private volatile boolean running;

    Threads(SystemWatch watch, ScheduledCheck check) {
      this.watch = watch;
      this.check = check;
    }

    @Override
    public void start() {
      running = true;
      watch.start();
      check.start();
    }

    @Override
    public void stop() {
      watch.stop();
      check.stop();
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }
  }
}
