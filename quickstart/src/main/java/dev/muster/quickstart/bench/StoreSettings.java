package dev.muster.quickstart.bench;

import dev.muster.quickstart.system.LocalPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The settings of PostgreSQL that decide what a commit costs.
final class StoreSettings {
  private static final String SQL =
      """
      SELECT name, setting || coalesce(' ' || unit, '') AS value
      FROM pg_settings
      WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers',
                     'max_wal_size', 'min_wal_size', 'wal_compression', 'server_version')
      ORDER BY name
      """;

  private StoreSettings() {}

  static Map<String, String> of(LocalPostgres postgres) {
    Map<String, String> settings = new LinkedHashMap<>();
    try (Connection connection = postgres.dataSource(LocalPostgres.SUPERUSER).getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        settings.put("PostgreSQL " + row.getString("name"), row.getString("value"));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot ask the server for its settings", e);
    }
    return settings;
  }
}
