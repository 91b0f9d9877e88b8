package dev.muster.validator;

import dev.muster.schemas.connection.BootstrapServers;
import dev.muster.schemas.connection.JdbcUrl;
import dev.muster.schemas.connection.KafkaProperties;
import dev.muster.validator.watch.LogClients;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.support.CronExpression;

/// Everything that can be set of the validator as a service. A value outside its bounds ends the
/// start with the setting's name.
@ConfigurationProperties("muster")
public record ValidatorSettings(
    @DefaultValue Kafka kafka,
    @DefaultValue Database database,
    @DefaultValue Watch watch,
    @DefaultValue Check check) {

  /// Where the log is.
  ///
  /// @param bootstrapServers `host:port`, comma-separated
  /// @param properties further client settings, meant for security (`security.protocol`, `sasl.*`,
  ///     `ssl.*`)
  public record Kafka(
      @DefaultValue("") String bootstrapServers, @DefaultValue Map<String, String> properties) {

    /// @throws IllegalArgumentException if there is no server, or a property is wrong
    public Kafka {
      bootstrapServers = BootstrapServers.checked(bootstrapServers);
      properties = KafkaProperties.checked(properties);
    }

    LogClients clients() {
      return new LogClients(bootstrapServers, properties);
    }

    /// The properties may hold passwords, so they are not shown.
    @Override
    public String toString() {
      return "Kafka[bootstrapServers=" + bootstrapServers + "]";
    }
  }

  /// Where the rows are.
  ///
  /// @param url JDBC URL of the primary: a replica that lags would show lag where there is none
  /// @param username a role that can read everything and write nothing
  /// @param password its password; none unless set
  public record Database(
      @DefaultValue("") String url,
      @DefaultValue("muster_validator") String username,
      @DefaultValue("") String password) {

    /// @throws IllegalArgumentException if the URL is missing or wrong, or nobody asks
    public Database {
      url = JdbcUrl.checked("muster.database.url", url);
      if (username.isBlank()) {
        throw new IllegalArgumentException("muster.database.username must not be blank");
      }
    }

    /// URL and password may be secret, so they are not shown.
    @Override
    public String toString() {
      return "Database[username=" + username + "]";
    }
  }

  /// What is watched all the time.
  ///
  /// @param interval pause between two looks
  /// @param tournaments ids of those whose seats are shown, each as gauges of its own
  public record Watch(@DefaultValue("5s") Duration interval, @DefaultValue Set<UUID> tournaments) {
    private static final Duration INTERVAL_MIN = Duration.ofSeconds(1);
    private static final Duration INTERVAL_MAX = Duration.ofMinutes(5);
    private static final int TOURNAMENTS_MAX = 100;

    /// @throws IllegalArgumentException if a value is outside its bounds
    public Watch {
      if (interval.compareTo(INTERVAL_MIN) < 0 || interval.compareTo(INTERVAL_MAX) > 0) {
        throw new IllegalArgumentException("muster.watch.interval must be from 1s to 5m");
      }
      if (tournaments.size() > TOURNAMENTS_MAX) {
        throw new IllegalArgumentException(
            "muster.watch.tournaments must be at most " + TOURNAMENTS_MAX);
      }
      tournaments = Set.copyOf(tournaments);
    }
  }

  /// When every invariant is checked, and when the cheap ones.
  ///
  /// @param atStart also when the service starts
  /// @param cron second, minute, hour, day of month, month, day of week; `-` for never
  /// @param zone whose clock the cron expression is read by
  /// @param statementTimeout longest time for one invariant
  /// @param minuteCron the same for the invariants that are cheap enough to be checked every minute
  /// @param minuteWindow where such an invariant is about single decisions: how far back it looks
  public record Check(
      @DefaultValue("true") boolean atStart,
      @DefaultValue("0 0 8 * * MON") String cron,
      @DefaultValue("UTC") ZoneId zone,
      @DefaultValue("5m") Duration statementTimeout,
      @DefaultValue("0 * * * * *") String minuteCron,
      @DefaultValue("5m") Duration minuteWindow) {
    private static final String NEVER = "-";
    private static final Duration TIMEOUT_MIN = Duration.ofSeconds(1);
    private static final Duration TIMEOUT_MAX = Duration.ofHours(6);
    private static final Duration WINDOW_MIN = Duration.ofMinutes(1);
    private static final Duration WINDOW_MAX = Duration.ofHours(1);
    private static final Duration RETRY_MAX = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// @throws IllegalArgumentException if a value is outside its bounds or no cron expression
    public Check {
      requireCron("muster.check.cron", cron);
      requireCron("muster.check.minute-cron", minuteCron);
      if (minuteWindow.compareTo(WINDOW_MIN) < 0 || minuteWindow.compareTo(WINDOW_MAX) > 0) {
        throw new IllegalArgumentException("muster.check.minute-window must be from 1m to 1h");
      }
      if (statementTimeout.compareTo(TIMEOUT_MIN) < 0
          || statementTimeout.compareTo(TIMEOUT_MAX) > 0) {
        throw new IllegalArgumentException("muster.check.statement-timeout must be from 1s to 6h");
      }
    }

    private static void requireCron(String setting, String expression) {
      if (!NEVER.equals(expression) && !CronExpression.isValidExpression(expression)) {
        throw new IllegalArgumentException(
            setting + " must be six fields, such as 0 0 8 * * MON, or -");
      }
    }

    /// When everything is checked.
    Schedule full() {
      return new Schedule("full", atStart, expression(cron), zone, RETRY_MAX);
    }

    /// When the cheap ones are.
    Schedule everyMinute() {
      return new Schedule("minute", atStart, expression(minuteCron), zone, MINUTE);
    }

    private static @Nullable CronExpression expression(String cron) {
      return NEVER.equals(cron) ? null : CronExpression.parse(cron);
    }
  }
}
