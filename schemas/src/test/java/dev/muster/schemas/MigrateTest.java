package dev.muster.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The one-shot migration: what it leaves in the database, and what it says.
class MigrateTest {
  private static final String PASSWORD_OF_API =
      "SELECT rolpassword FROM pg_authid WHERE rolname = 'muster_api'";

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private TestDatabase database;

  @BeforeEach
  void open() {
    database = TestDatabase.create();
    database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void bringsAnEmptyDatabaseToTheNewestVersionOnce() {
    assertThat(migrate(Map.of())).isZero();
    assertThat(said.toString(UTF_8)).matches("(?s)[1-9][0-9]* migrations applied\n");
    String owner = "SELECT tableowner FROM pg_tables WHERE tablename = 'tournament'";
    assertThat(database.texts(owner)).containsExactly("muster_owner");

    said.reset();
    assertThat(migrate(Map.of())).isZero();
    assertThat(said.toString(UTF_8)).isEqualTo("0 migrations applied\n");
  }

  @Test
  void letsARoleLogInWithItsPasswordAndLeavesTheOthers() {
    database.execute("ALTER ROLE muster_api NOLOGIN PASSWORD NULL");
    database.execute("ALTER ROLE muster_worker PASSWORD NULL");
    try {
      assertThat(migrate(Map.of("MUSTER_API_PASSWORD", "it's \\ secret"))).isZero();

      assertThat(said.toString(UTF_8)).contains("muster_api may log in").doesNotContain("secret");
      assertThat(database.texts(PASSWORD_OF_API)).singleElement().asString().startsWith("SCRAM-");
      assertThat(database.texts("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'muster_api'"))
          .containsExactly("t");
      assertThat(
              database.texts(
                  "SELECT count(rolpassword) FROM pg_authid WHERE rolname = 'muster_worker'"))
          .containsExactly("0");
    } finally {
      database.execute("ALTER ROLE muster_api LOGIN PASSWORD NULL");
    }
  }

  @Test
  void saysInOneLineWhatIsMissing() {
    assertThat(Migrate.run(Map.of(), stream(), stream())).isEqualTo(1);
    assertThat(said.toString(UTF_8))
        .isEqualTo("MUSTER_DATABASE_URL is required and must start with jdbc:postgresql:\n");
  }

  @Test
  void saysInOneLineThatItCannotReachTheDatabase() {
    var nowhere = Map.of("MUSTER_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/muster");

    assertThat(Migrate.run(nowhere, stream(), stream())).isEqualTo(1);
    assertThat(said.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("cannot migrate: ");
  }

  @Test
  void namesEverythingThatItReads() {
    assertThat(Migrate.variables())
        .containsAll(
            List.of(
                "MUSTER_DATABASE_URL",
                "MUSTER_API_PASSWORD",
                "MUSTER_WORKER_PASSWORD",
                "MUSTER_VALIDATOR_PASSWORD"));
  }

  private int migrate(Map<String, String> further) {
    var environment = new HashMap<>(further);
    environment.put("MUSTER_DATABASE_URL", database.url());
    return Migrate.run(environment, stream(), stream());
  }

  private PrintStream stream() {
    return new PrintStream(said, true, UTF_8);
  }
}
