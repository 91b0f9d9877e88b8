package dev.muster.ingest.read;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;

/// The small pool of read-only connections. Its timeouts add up to less than what a caller waits
/// for an answer, so a database that is away is told as such.
public final class ReadPool {
  private static final int ACQUIRE_MS_MAX = 2_000;
  private static final int VALIDATION_MS_MAX = 1_000;
  private static final int CONNECT_S_MAX = 2;
  private static final int SOCKET_S_MAX = 3;

  private ReadPool() {}

  /// Opens the pool, whether or not the database is there yet.
  public static HikariDataSource open(DatabaseSettings settings, MeterRegistry meters) {
    var config = new HikariConfig();
    config.setPoolName("muster-ingest-api");
    config.setMetricRegistry(meters);
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.username());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.connectionsMax());
    // Commands are taken without a database, so its absence must not stop the start.
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(ACQUIRE_MS_MAX);
    config.setValidationTimeout(VALIDATION_MS_MAX);
    config.addDataSourceProperty("ApplicationName", "muster-ingest-api");
    config.addDataSourceProperty("connectTimeout", CONNECT_S_MAX);
    config.addDataSourceProperty("socketTimeout", SOCKET_S_MAX);
    config.addDataSourceProperty("tcpKeepAlive", true);
    // Else an error quotes what it is about, in the log.
    config.addDataSourceProperty("logServerErrorDetail", false);
    config.addDataSourceProperty(
        "options",
        // A second lock beside the role's missing rights.
        "-c default_transaction_read_only=on"
            // Below the socket's timeout, so that the server stops working for a caller who left.
            + " -c statement_timeout=2000"
            // A generic plan made while the tables were empty would be kept as they grow.
            + " -c plan_cache_mode=force_custom_plan");
    return new HikariDataSource(config);
  }
}
