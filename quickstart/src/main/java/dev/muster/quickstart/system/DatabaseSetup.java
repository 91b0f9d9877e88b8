package dev.muster.quickstart.system;

import dev.muster.schemas.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Brings a database to the newest version with a superuser's login: first the roles, then the
/// migrations, which run as the owner role so that it owns the tables.
public final class DatabaseSetup {
  private static final String MAY_LOG_IN =
      """
      ALTER ROLE muster_owner LOGIN;
      ALTER ROLE muster_worker LOGIN;
      ALTER ROLE muster_api LOGIN;
      ALTER ROLE muster_validator LOGIN;
      """;

  private DatabaseSetup() {}

  /// Makes the roles and applies what is missing of the schema; again and again if you like.
  ///
  /// @param url of the database, for JDBC
  /// @param superuser a user who may make roles
  /// @return how many migrations were applied
  /// @throws SQLException if the roles cannot be made
  public static int apply(String url, String superuser, @Nullable String password)
      throws SQLException {
    return Migrations.setUp(url, superuser, password);
  }

  /// Lets the roles log in without a password, which only a server that trusts the loopback address
  /// and is reached by nobody else may do.
  static void trustRoles(DataSource superuser) throws SQLException {
    try (Connection connection = superuser.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(MAY_LOG_IN);
    }
  }
}
