package dev.muster.worker;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.telemetry.ManagedOnly;
import dev.muster.telemetry.Tracing;
import dev.muster.worker.decision.Decider;
import dev.muster.worker.intake.BatchLimits;
import dev.muster.worker.intake.CommandIntake;
import dev.muster.worker.intake.IntakeMeters;
import dev.muster.worker.publish.ResultPublisher;
import dev.muster.worker.webhook.WebhookPart;
import dev.muster.worker.webhook.WebhookSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/// The worker as a program: makes its parts, starts the intake, stops it on SIGTERM. Several of
/// them share the partitions.
@SpringBootConfiguration(proxyBeanMethods = false)
@ManagedOnly
@EnableConfigurationProperties({WorkerSettings.class, WebhookSettings.class})
public class EnrollmentWorker {
  private static final Logger log = LoggerFactory.getLogger(EnrollmentWorker.class);
  private static final int EXIT_DEAD = 70;

  public static void main(String[] args) {
    run(EnrollmentWorker.class, args);
  }

  /// Starts a worker wired by the given class; a test's may replace parts.
  public static void run(Class<?> wiring, String... args) {
    new SpringApplicationBuilder(wiring)
        .properties("spring.config.name=enrollment-worker")
        .web(WebApplicationType.SERVLET)
        .run(args);
  }

  @Bean(destroyMethod = "close")
  HikariDataSource database(WorkerSettings settings, MeterRegistry meters) {
    return Connections.database(settings.database(), meters);
  }

  /// Closed with the intake: closing without a limit waits for a broker that is away.
  @Bean(destroyMethod = "")
  Admin admin(WorkerSettings settings) {
    return Connections.admin(settings.kafka());
  }

  /// Closed without waiting: what it has not sent is published by the next claim.
  @Bean(destroyMethod = "")
  Results results(WorkerSettings settings, MeterRegistry meters) {
    return new Results(Connections.producer(settings.kafka(), meters));
  }

  @Bean
  Tracing tracing(WorkerSettings settings) {
    return Tracing.of(settings.tracing(), "enrollment-worker");
  }

  @Bean
  BatchMeters batchMeters(MeterRegistry meters) {
    return new BatchMeters(meters, Clock.systemUTC());
  }

  @Bean
  IntakeLifecycle intake(
      WorkerSettings settings,
      HikariDataSource database,
      Admin admin,
      Results results,
      BatchStages stages,
      BatchMeters batches,
      MeterRegistry meters,
      Tracing tracing) {
    var intake =
        new CommandIntake(
            settings.owner(),
            () -> Connections.consumer(settings, meters),
            admin,
            database,
            new BatchProcessor(database, new Decider(), stages),
            new ResultPublisher(results.producer()),
            new BatchLimits(settings.batch().recordsMax(), settings.batch().bytesMax()),
            Clock.systemUTC(),
            new IntakeMeters(meters, Clock.systemUTC()),
            batches,
            tracing,
            settings.kafka().groupId(),
            EnrollmentWorker::die);
    return new IntakeLifecycle(
        intake, admin, results, settings.roles().contains(WorkerSettings.Role.DECIDE));
  }

  /// @throws IllegalStateException if there is nothing else to do and webhooks are off
  @Bean
  WebhookLifecycle webhooks(
      WorkerSettings settings,
      WebhookSettings webhooks,
      Admin admin,
      MeterRegistry meters,
      Tracing tracing) {
    String secretKey = webhooks.secretKey();
    if (!settings.roles().contains(WorkerSettings.Role.DELIVER)) {
      return new WebhookLifecycle(null);
    }
    if (secretKey == null) {
      if (settings.roles().size() == 1) {
        throw new IllegalStateException(
            "muster.roles=deliver needs muster.webhooks.secret-key, the same as the API has");
      }
      log.info("Webhooks are off: muster.webhooks.secret-key is not set");
      return new WebhookLifecycle(null);
    }
    return new WebhookLifecycle(
        new WebhookPart(
            settings,
            webhooks,
            secretKey,
            admin,
            Clock.systemUTC(),
            meters,
            tracing,
            EnrollmentWorker::die));
  }

  /// Alive is who does its work, whoever else is away. Who cannot go on ends the process; this is
  /// for those who would hang instead.
  @Bean
  HealthIndicator loopsHealthIndicator(IntakeLifecycle intake, WebhookLifecycle webhooks) {
    return () ->
        (intake.alive() && webhooks.alive() ? Health.up() : Health.down())
            .withDetail("intake", intake.alive())
            .withDetail("webhooks", webhooks.alive())
            .build();
  }

  /// A worker that looks alive and decides nothing is the worst of all: end, and let the supervisor
  /// start another.
  private static void die(Throwable cause) {
    log.error("The worker cannot go on", cause);
    Thread.ofPlatform().name("exit").start(() -> System.exit(EXIT_DEAD));
  }

  /// The producer of results, under a type of its own.
  record Results(Producer<byte[], byte[]> producer) {}

  /// Ties the intake to the application's life.
  static final class IntakeLifecycle implements SmartLifecycle {
    private final CommandIntake intake;
    private final Admin admin;
    private final Results results;
    private final boolean decides;
    private volatile boolean running;

    /// @param decides whether to start at all
    IntakeLifecycle(CommandIntake intake, Admin admin, Results results, boolean decides) {
      this.decides = decides;
      this.intake = intake;
      this.admin = admin;
      this.results = results;
    }

    boolean alive() {
      return intake.alive();
    }

    @Override
    public void start() {
      running = true;
      if (decides) {
        intake.start();
      }
    }

    @Override
    public void stop() {
      intake.stop();
      admin.close(Duration.ZERO);
      results.producer().close(Duration.ZERO);
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }
  }

  /// Ties webhook delivery to the application's life. It stops before the intake, whose admin it
  /// uses.
  static final class WebhookLifecycle implements SmartLifecycle {
    private final @Nullable WebhookPart part;
    private volatile boolean running;

    /// @param part null if webhooks are off
    WebhookLifecycle(@Nullable WebhookPart part) {
      this.part = part;
    }

    boolean alive() {
      return part == null || part.alive();
    }

    @Override
    public void start() {
      running = true;
      if (part != null) {
        part.start();
      }
    }

    @Override
    public void stop() {
      if (part != null) {
        part.stop();
      }
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }
  }
}
