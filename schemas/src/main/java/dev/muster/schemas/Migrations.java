package dev.muster.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// The database contract, applied. Roles are the server's and come first, once, from a superuser;
/// migrations are the database's and run as the owner of its tables.
public final class Migrations {
  private static final String ROLES = "/db/roles.sql";

  private Migrations() {}

  /// Makes the roles that the migrations grant to; does nothing where they exist.
  ///
  /// @throws SQLException if the connection's user may not make roles
  public static void createRoles(Connection superuser) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute(resource(ROLES));
    }
  }

  /// Brings the database to the newest version.
  ///
  /// @return how many migrations were applied
  public static int migrate(DataSource owner) {
    return Flyway.configure()
        .dataSource(owner)
        .locations("classpath:db/migration")
        .load()
        .migrate()
        .migrationsExecuted;
  }

  private static String resource(String path) {
    try (InputStream in = Migrations.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
