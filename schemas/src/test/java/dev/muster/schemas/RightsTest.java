package dev.muster.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.schemas.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/// What each role may do is the least it needs, and the roles can be made on any server, twice.
class RightsTest {
  private static final String NOT_ALLOWED = "42501";

  /// Every right on every table that lets a role change something.
  private static final String WRITES =
      """
      SELECT c.relname || ' ' || p.privilege
      FROM pg_class c
      CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) AS p (privilege)
      WHERE c.relnamespace = 'public'::regnamespace
        AND c.relkind IN ('r', 'p')
        AND (has_table_privilege(current_user, c.oid, p.privilege)
          OR (p.privilege IN ('INSERT', 'UPDATE', 'REFERENCES') AND has_any_column_privilege(current_user, c.oid, p.privilege)))
      ORDER BY 1
      """;

  private static final String UNREADABLE =
      """
      SELECT c.relname || '.' || a.attname
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relname <> 'flyway_schema_history'
        AND NOT has_column_privilege(current_user, c.oid, a.attnum, 'SELECT')
      ORDER BY 1
      """;

  private static final String POWERS =
      """
      SELECT rolname FROM pg_roles
      WHERE rolname LIKE 'muster\\_%' AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls OR rolreplication)
      """;

  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void theApiCanWriteNothing() throws SQLException {
    assertThat(rows(database.api(), WRITES)).isEmpty();
  }

  @Test
  void theWorkerAppendsToTheLedgerAndTheDecisions() throws SQLException {
    assertThat(rows(database.worker(), WRITES))
        .containsExactly(
            "command_topic INSERT",
            "credit_transaction INSERT",
            "decision INSERT",
            "enrollment INSERT",
            "enrollment UPDATE",
            "idempotency_key INSERT",
            "partition_progress INSERT",
            "partition_progress UPDATE",
            "player INSERT",
            "player UPDATE",
            "tournament INSERT",
            "tournament UPDATE",
            "webhook_attempt INSERT",
            "webhook_delivery INSERT",
            "webhook_delivery UPDATE",
            "webhook_endpoint INSERT",
            "webhook_endpoint UPDATE",
            "webhook_operation INSERT",
            "webhook_operation UPDATE",
            "webhook_progress INSERT",
            "webhook_progress UPDATE",
            "webhook_registry UPDATE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE credit_transaction SET amount = 1",
        "DELETE FROM credit_transaction",
        "UPDATE decision SET outcome = 'ACCEPTED'",
        "DELETE FROM decision",
        "TRUNCATE credit_transaction",
        "UPDATE command_topic SET partition_count = 1",
        "DELETE FROM player",
        "ALTER TABLE tournament DROP CONSTRAINT chk_enrolled_within_capacity",
        "DROP INDEX uq_active_enrollment",
        "ALTER TABLE enrollment DISABLE TRIGGER ALL",
        "DELETE FROM webhook_delivery",
        "DELETE FROM webhook_attempt",
        "DROP TABLE webhook_attempt",
        "SELECT webhook_add_days(date '2020-01-01', date '2030-01-01')",
        "SELECT webhook_drop_days('decision', date '2030-01-01')",
        "CREATE TABLE extra (id uuid)",
        "SET ROLE muster_owner"
      })
  void theWorkerIsRefused(String statement) {
    assertThatThrownBy(() -> execute(database.worker(), statement))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(NOT_ALLOWED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO player (id, created_at) VALUES (gen_random_uuid(), now())",
        "UPDATE player SET credit_balance = 0",
        "DELETE FROM enrollment",
        "SELECT key FROM idempotency_key",
        "SELECT sealed_secret FROM webhook_endpoint",
        "SELECT sealed_headers FROM webhook_endpoint",
        "UPDATE webhook_endpoint SET state = 'PAUSED'",
        "SELECT webhook_add_days(current_date, current_date)",
        "CREATE TABLE extra (id uuid)",
        "SET ROLE muster_worker"
      })
  void theApiIsRefused(String statement) {
    assertThatThrownBy(() -> execute(database.api(), statement))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(NOT_ALLOWED));
  }

  @Test
  void theValidatorCanWriteNothing() throws SQLException {
    assertThat(rows(database.validator(), WRITES)).isEmpty();
    assertThat(rows(database.validator(), "SHOW default_transaction_read_only"))
        .containsExactly("on");
  }

  /// A table that it cannot read is one that nobody watches.
  @Test
  void theValidatorReadsEverythingButSecrets() throws SQLException {
    assertThat(rows(database.validator(), UNREADABLE))
        .containsExactly(
            "webhook_endpoint.sealed_headers",
            "webhook_endpoint.sealed_previous_secret",
            "webhook_endpoint.sealed_secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO player (id, created_at) VALUES (gen_random_uuid(), now())",
        "UPDATE tournament SET enrolled_count = 0",
        "DELETE FROM decision",
        "SELECT sealed_secret FROM webhook_endpoint",
        "SELECT webhook_add_days(current_date, current_date)",
        "CREATE TABLE extra (id uuid)",
        "SET ROLE muster_worker"
      })
  void theValidatorIsRefusedEvenWhereItMayWrite(String statement) {
    assertThatThrownBy(
            () ->
                execute(
                    database.validator(),
                    "SET default_transaction_read_only = off; COMMIT; " + statement))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(NOT_ALLOWED));
  }

  /// As on a server whose roles are of an older version.
  @Test
  void aMissingRoleIsToldByName() throws SQLException, IOException {
    String grants =
        Files.readString(Path.of("src/main/resources/db/migration/V009__validator_grants.sql"));
    try (Connection connection = database.superuser().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("ALTER ROLE muster_validator RENAME TO muster_somebody");
      assertThatThrownBy(() -> statement.execute(grants))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("the role muster_validator is missing")
          .hasMessageContaining("roles.sql");
      connection.rollback();
    }
  }

  /// The production order of things, on a database that has nothing yet.
  @Test
  void theOwnerMigratesAndEverythingCanRunTwice() throws SQLException {
    try (TestDatabase empty = TestDatabase.create()) {
      empty.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
      try (Connection superuser = empty.superuser().getConnection()) {
        Migrations.createRoles(superuser);
        Migrations.createRoles(superuser);
      }
      PGSimpleDataSource owner = empty.superuser().unwrap(PGSimpleDataSource.class);
      owner.setOptions("-c role=muster_owner");
      assertThat(Migrations.migrate(owner)).isEqualTo(10);
      assertThat(Migrations.migrate(owner)).isZero();
      assertThat(
              rows(
                  empty.superuser(),
                  "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"))
          .containsExactly("muster_owner");
      assertThat(rows(empty.api(), WRITES)).isEmpty();
      assertThat(rows(empty.api(), "SELECT request_id FROM decision")).isEmpty();
      assertThat(rows(empty.worker(), "SELECT id FROM tournament FOR UPDATE")).isEmpty();
    }
  }

  @Test
  void noRoleHasPowersOfTheServer() throws SQLException {
    assertThat(rows(database.superuser(), POWERS)).isEmpty();
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> rows(DataSource source, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
