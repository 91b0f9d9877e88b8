package dev.muster.validator;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/// Opens the service's sessions. None of them can write, and none of them waits for ever.
final class Sessions {
  private static final String CONNECT_S_MAX = "5";
  private static final Duration SLACK = Duration.ofSeconds(5);
  private static final String READING =
      String.join(
          " ",
          "-c default_transaction_read_only=on",
          // A generic plan made while the tables were empty would be kept as they grow.
          "-c plan_cache_mode=force_custom_plan",
          // Compiling takes longer than these statements do.
          "-c jit=off");

  private Sessions() {}

  /// @param name by which the server shows the session
  /// @param statementMax after which the server ends a statement; the socket gives up a little
  ///     later, for the case that nothing answers at all
  /// @throws SQLException if the database is away or lets nobody in
  static Connection open(ValidatorSettings.Database settings, String name, Duration statementMax)
      throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", settings.username());
    properties.setProperty("password", settings.password());
    properties.setProperty("ApplicationName", name);
    properties.setProperty("connectTimeout", CONNECT_S_MAX);
    properties.setProperty("socketTimeout", Long.toString(statementMax.plus(SLACK).toSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty(
        "options", "%s -c statement_timeout=%dms".formatted(READING, statementMax.toMillis()));
    return DriverManager.getConnection(settings.url(), properties);
  }
}
