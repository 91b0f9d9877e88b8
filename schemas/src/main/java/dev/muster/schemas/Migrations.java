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
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// The database contract, applied. Roles are the server's and come first, once, from a superuser;
/// migrations are the database's and run as the owner of its tables.
public final class Migrations {
  private static final String ROLES = "/db/roles.sql";
  private static final String AS_OWNER = "-c role=muster_owner";

  private Migrations() {}

  /// Both, with a superuser's login: first the roles, then the migrations, as the owner of the
  /// tables. Again and again if you like.
  ///
  /// @param url of the database, for JDBC
  /// @param superuser a user who may make roles
  /// @return how many migrations were applied
  /// @throws SQLException if the roles cannot be made
  public static int setUp(String url, String superuser, @Nullable String password)
      throws SQLException {
    try (Connection connection = source(url, superuser, password).getConnection()) {
      createRoles(connection);
    }
    PGSimpleDataSource owner = source(url, superuser, password);
    owner.setOptions(AS_OWNER);
    return migrate(owner);
  }

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

  static PGSimpleDataSource source(String url, String user, @Nullable String password) {
    var source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
    return source;
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
