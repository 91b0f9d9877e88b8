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

  /// When every invariant is checked.
  ///
  /// @param atStart also when the service starts
  /// @param cron second, minute, hour, day of month, month, day of week; `-` for never
  /// @param zone whose clock the cron expression is read by
  /// @param statementTimeout longest time for one invariant
  public record Check(
      @DefaultValue("true") boolean atStart,
      @DefaultValue("0 0 8 * * MON") String cron,
      @DefaultValue("UTC") ZoneId zone,
      @DefaultValue("5m") Duration statementTimeout) {
    private static final String NEVER = "-";
    private static final Duration TIMEOUT_MIN = Duration.ofSeconds(1);
    private static final Duration TIMEOUT_MAX = Duration.ofHours(6);

    /// @throws IllegalArgumentException if a value is outside its bounds or no cron expression
    public Check {
      if (!NEVER.equals(cron) && !CronExpression.isValidExpression(cron)) {
        throw new IllegalArgumentException(
            "muster.check.cron must be six fields, such as 0 0 8 * * MON, or -");
      }
      if (statementTimeout.compareTo(TIMEOUT_MIN) < 0
          || statementTimeout.compareTo(TIMEOUT_MAX) > 0) {
        throw new IllegalArgumentException("muster.check.statement-timeout must be from 1s to 6h");
      }
    }

    /// When to check; null for never.
    @Nullable CronExpression schedule() {
      return NEVER.equals(cron) ? null : CronExpression.parse(cron);
    }
  }
}
