package dev.muster.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.schemas.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Each named guard refuses, with its own name and SQLState, a statement that gets past the
/// application: `guards/violations.sql`, run against `guards/world.sql`.
class GuardsTest {
  private static final Pattern HEAD_LINE =
      Pattern.compile("-- (?<guard>[a-z_]+) (?<sqlState>[0-9]{5})");

  private static final String GUARDS =
      """
      SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conparentid = 0
      UNION
      SELECT i.indexrelid::regclass::text FROM pg_index i
      JOIN pg_class c ON c.oid = i.indrelid
      WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition
      """;

  private static TestDatabase database;

  record Violation(String guard, String sqlState, String statement) {}

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
    database.execute(resource("world.sql"));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  static List<Violation> violations() {
    String file = resource("violations.sql");
    return HEAD_LINE
        .matcher(file)
        .results()
        .map(
            head -> {
              String rest = file.substring(head.end());
              int next = rest.indexOf("\n-- ");
              String statement = next < 0 ? rest : rest.substring(0, next);
              return new Violation(head.group("guard"), head.group("sqlState"), statement);
            })
        .toList();
  }

  @ParameterizedTest
  @MethodSource("violations")
  void refuses(Violation violation) throws SQLException {
    try (Connection connection = database.superuser().getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(violation.statement()))
          .isInstanceOfSatisfying(
              PSQLException.class,
              refused -> {
                ServerErrorMessage error = Objects.requireNonNull(refused.getServerErrorMessage());
                assertThat(guard(error)).isEqualTo(violation.guard());
                assertThat(refused.getSQLState()).isEqualTo(violation.sqlState());
              });
    }
  }

  /// A day's own copy of a primary key has a name that PostgreSQL made from the day's.
  private static String guard(ServerErrorMessage error) {
    return Objects.requireNonNull(error.getConstraint())
        .replaceFirst("^(webhook_[a-z]+)_[0-9]{8}_pkey$", "pk_$1");
  }

  @Test
  void everyGuardIsHit() throws SQLException {
    var guards = new TreeSet<String>();
    try (Connection connection = database.superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(GUARDS)) {
      while (rows.next()) {
        guards.add(rows.getString(1));
      }
    }
    guards.removeIf(guard -> guard.startsWith("flyway_schema_history"));
    var hit = new TreeSet<String>();
    violations().forEach(violation -> hit.add(violation.guard()));
    assertThat(hit).isEqualTo(guards);
  }

  private static String resource(String name) {
    try (InputStream in = GuardsTest.class.getResourceAsStream("/guards/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
