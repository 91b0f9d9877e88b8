package dev.muster.schemas;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// The step before any application starts, as a process that does it and ends: roles, tables, and
/// the passwords that the applications log in with. It is in every image, and is set by environment
/// variables as they are. Running it again changes nothing but passwords.
///
/// Exit code 0 means that the database is as this version wants it.
public final class Migrate {
  /// JDBC URL of the database.
  static final String URL = "MUSTER_DATABASE_URL";

  /// A superuser; `postgres` unless set.
  static final String USERNAME = "MUSTER_DATABASE_USERNAME";

  /// The superuser's password; none unless set.
  static final String PASSWORD = "MUSTER_DATABASE_PASSWORD";

  private static final List<Login> LOGINS =
      List.of(
          new Login("muster_api", "MUSTER_API_PASSWORD", "ALTER ROLE muster_api LOGIN"),
          new Login("muster_worker", "MUSTER_WORKER_PASSWORD", "ALTER ROLE muster_worker LOGIN"),
          new Login(
              "muster_validator",
              "MUSTER_VALIDATOR_PASSWORD",
              "ALTER ROLE muster_validator LOGIN"));

  private Migrate() {}

  /// A role that logs in if its variable is set, and is left as it is otherwise.
  private record Login(String role, String variable, String mayLogIn) {}

  public static void main(String[] args) {
    System.exit(run(System.getenv(), System.out, System.err));
  }

  /// Everything that it reads.
  public static List<String> variables() {
    return Stream.concat(Stream.of(URL, USERNAME, PASSWORD), LOGINS.stream().map(Login::variable))
        .toList();
  }

  /// Returns the exit code.
  static int run(Map<String, String> environment, PrintStream out, PrintStream err) {
    String url = environment.get(URL);
    if (url == null || !url.startsWith("jdbc:postgresql:")) {
      err.println(URL + " is required and must start with jdbc:postgresql:");
      return 1;
    }
    String user = environment.getOrDefault(USERNAME, "postgres");
    String password = environment.get(PASSWORD);
    try {
      out.println(Migrations.setUp(url, user, password) + " migrations applied");
      for (Login login : LOGINS) {
        if (allow(login, environment.get(login.variable()), url, user, password)) {
          out.println(login.role() + " may log in");
        }
      }
      return 0;
    } catch (SQLException | FlywayException e) {
      err.println("cannot migrate: " + e.getMessage());
      return 1;
    }
  }

  private static boolean allow(
      Login login, @Nullable String secret, String url, String superuser, @Nullable String password)
      throws SQLException {
    if (secret == null || secret.isEmpty()) {
      return false;
    }
    try (Connection connection = Migrations.source(url, superuser, password).getConnection();
        Statement statement = connection.createStatement()) {
      // Hashed on this side, so that no log of statements ever shows it.
      connection
          .unwrap(PGConnection.class)
          .alterUserPassword(login.role(), secret.toCharArray(), "scram-sha-256");
      statement.execute(login.mayLogIn());
      return true;
    }
  }
}
