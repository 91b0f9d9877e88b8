package dev.muster.validator.watch;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Watches database and log, each by itself.
public final class SystemWatch {
  /// Six statements that the server ends after 5 s each, and a session that takes 5 s to open.
  private static final Duration DATABASE_TURN_MAX = Duration.ofSeconds(60);

  /// Two questions to the broker of 6 s, one reading of 3 s, and two statements.
  private static final Duration LOG_TURN_MAX = Duration.ofSeconds(60);

  private final Watch database;
  private final Watch log;

  /// @param tournaments whose seats are shown
  public SystemWatch(
      ConnectionSource source,
      LogClients clients,
      Set<UUID> tournaments,
      Duration interval,
      MeterRegistry registry) {
    Clock clock = Clock.systemUTC();
    List<Part> parts =
        List.of(
            new ProgressPart(registry),
            new SeatsPart(tournaments, registry),
            new WebhookPart(registry));
    this.database =
        new Watch(
            "database",
            new DatabaseLook(source, parts),
            interval,
            DATABASE_TURN_MAX,
            clock,
            registry);
    this.log =
        new Watch(
            "log",
            new LogLook(new KafkaLog(clients), source, clock, registry),
            interval,
            LOG_TURN_MAX,
            clock,
            registry);
  }

  public void start() {
    database.start();
    log.start();
  }

  public void stop() {
    database.stop();
    log.stop();
  }

  public boolean databaseAlive() {
    return database.alive();
  }

  public boolean logAlive() {
    return log.alive();
  }
}
