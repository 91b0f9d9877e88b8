package dev.muster.quickstart;

import dev.muster.quickstart.system.DatabaseSetup;
import dev.muster.quickstart.system.UserErrorException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./muster migrate`: makes the roles and brings a database to the newest version.
@Command(
    name = "migrate",
    description = "Make the roles and bring a database to the newest version.",
    mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
  @Option(
      names = "--db",
      required = true,
      description = "JDBC URL, such as jdbc:postgresql://localhost:5432/muster")
  private String url = "";

  @Option(names = "--user", description = "a superuser (${DEFAULT-VALUE})")
  private String user = "postgres";

  @Option(names = "--password", description = "the superuser's password; or set PGPASSWORD")
  private @Nullable String password = System.getenv("PGPASSWORD");

  @Override
  public Integer call() {
    try {
      int applied = DatabaseSetup.apply(url, user, password);
      System.out.println(applied + " migrations applied");
      return 0;
    } catch (SQLException | FlywayException e) {
      throw new UserErrorException("cannot migrate " + url + ": " + e.getMessage());
    }
  }
}
