package dev.muster.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.ingest.read.DatabaseSettings;
import dev.muster.ingest.read.ReadPool;
import dev.muster.schemas.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The API never writes to the database: its code has no way to, and its role no right to.
@NullMarked
class ReadOnlyTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.muster.ingest");

  /// Every way of JDBC and of Spring over it to send something else than a query.
  private static final DescribedPredicate<JavaCall<?>> A_WRITE =
      DescribedPredicate.describe(
          "a call that can write to a database",
          call -> {
            String owner = call.getTargetOwner().getFullName();
            String method = call.getName();
            boolean jdbc = owner.startsWith("java.sql.");
            boolean spring = owner.startsWith("org.springframework.jdbc.");
            return (jdbc && method.startsWith("execute") && !method.equals("executeQuery"))
                || (spring && (method.contains("pdate") || method.startsWith("execute")));
          });

  private static final ArchRule NO_WRITES = noClasses().should().callCodeUnitWhere(A_WRITE);

  @Test
  void noCodeOfTheApiCanWriteToTheDatabase() {
    NO_WRITES.check(MAIN);
  }

  @Test
  void theRuleSeesAWrite() {
    var planted = new ClassFileImporter().importClasses(Planted.class);
    assertThatThrownBy(() -> NO_WRITES.check(planted))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("springWrite")
        .hasMessageContaining("jdbcWrite");
  }

  /// What the rule must find.
  static final class Planted {
    private Planted() {}

    static int springWrite(JdbcClient jdbc) {
      return jdbc.sql("DELETE FROM player").update();
    }

    static void jdbcWrite(Statement statement) throws SQLException {
      statement.execute("DELETE FROM player");
    }
  }

  @Test
  void theApiKnowsNothingOfTheWorkerOrTheJudge() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.muster.worker..", "dev.muster.validator..", "dev.muster.quickstart..")
        .check(MAIN);
  }

  @Test
  void theRoleCannotWriteToAnyTable() throws SQLException {
    try (TestDatabase database = TestDatabase.create()) {
      List<String> tables = tables(database);
      assertThat(tables).contains("tournament", "player", "enrollment", "decision").hasSize(15);
      for (String table : tables) {
        for (String statement :
            new String[] {
              "INSERT INTO a_table DEFAULT VALUES",
              "UPDATE a_table SET a_column = NULL",
              "DELETE FROM a_table",
              "TRUNCATE a_table",
              "DROP TABLE a_table",
            }) {
          String sql =
              statement.replace("a_table", table).replace("a_column", lastColumn(database, table));
          assertThatThrownBy(() -> execute(database.api(), sql))
              .as(sql)
              .isInstanceOfSatisfying(
                  SQLException.class,
                  // insufficient_privilege
                  refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
        }
      }
      assertThatThrownBy(() -> execute(database.api(), "CREATE TABLE mine (x int)"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void thePoolIsReadOnlyWhateverItsRole() throws SQLException {
    try (TestDatabase database = TestDatabase.create();
        HikariDataSource pool =
            ReadPool.open(
                new DatabaseSettings(database.url(), "postgres", "postgres", 1),
                new SimpleMeterRegistry())) {
      assertThatThrownBy(() -> execute(pool, "DELETE FROM player"))
          .isInstanceOfSatisfying(
              SQLException.class,
              // read_only_sql_transaction
              refused -> assertThat(refused.getSQLState()).isEqualTo("25006"));
    }
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> tables(TestDatabase database) {
    return database.texts(
        """
        SELECT relname FROM pg_class
        WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace
        """);
  }

  private static String lastColumn(TestDatabase database, String table) {
    return database
        .texts(
            """
            SELECT quote_ident(attname) FROM pg_attribute
            WHERE attnum > 0 AND attrelid = ?::regclass ORDER BY attnum DESC LIMIT 1
            """,
            table)
        .getFirst();
  }
}
