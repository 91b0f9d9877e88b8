package dev.muster.ingest.read;

import dev.muster.schemas.connection.JdbcUrl;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where outcomes are read from.
///
/// @param url JDBC URL of the primary: a replica may not have the outcome yet
/// @param username a role that can only read
/// @param password its password; none unless set
/// @param connectionsMax size of the pool
public record DatabaseSettings(
    @DefaultValue("") String url,
    @DefaultValue("muster_api") String username,
    @DefaultValue("") String password,
    @DefaultValue("8") int connectionsMax) {

  private static final int CONNECTIONS_LIMIT = 100;

  /// @throws IllegalArgumentException if a value is missing or outside its bounds; the message
  ///     names the setting
  public DatabaseSettings {
    url = JdbcUrl.checked("muster.database.url", url);
    if (username.isBlank()) {
      throw new IllegalArgumentException("muster.database.username must not be blank");
    }
    if (connectionsMax < 1 || connectionsMax > CONNECTIONS_LIMIT) {
      throw new IllegalArgumentException(
          "muster.database.connections-max must be from 1 to " + CONNECTIONS_LIMIT);
    }
  }

  /// URL and password may be secret, so they are not shown.
  @Override
  public String toString() {
    return "DatabaseSettings[username=" + username + "]";
  }
}
