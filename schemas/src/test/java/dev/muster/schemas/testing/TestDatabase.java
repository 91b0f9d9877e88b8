package dev.muster.schemas.testing;

import dev.muster.schemas.Migrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// A freshly migrated database of its own for one test class, on a PostgreSQL server shared by the
/// test JVM. Close drops it.
public final class TestDatabase implements AutoCloseable {
  private static final String TEMPLATE = "muster_template";
  private static final AtomicInteger SEQUENCE = new AtomicInteger();

  private final TestServer server;
  private final String name;

  private TestDatabase(TestServer server, String name) {
    this.server = server;
    this.name = name;
  }

  /// A new migrated database.
  public static TestDatabase create() {
    TestServer server = Shared.SERVER;
    var database = new TestDatabase(server, "test_" + SEQUENCE.incrementAndGet());
    execute(
        source(server, "postgres", "postgres"),
        "CREATE DATABASE " + database.name + " TEMPLATE " + TEMPLATE);
    return database;
  }

  /// Connections that may do everything.
  public DataSource superuser() {
    return source(server, name, "postgres");
  }

  /// Connections with the worker's rights.
  public DataSource worker() {
    return source(server, name, "muster_worker");
  }

  /// Connections with the API's rights.
  public DataSource api() {
    return source(server, name, "muster_api");
  }

  /// Connections with the validator's rights.
  public DataSource validator() {
    return source(server, name, "muster_validator");
  }

  /// What every role that logs in has as its password.
  public String password() {
    return TestServer.PASSWORD;
  }

  /// JDBC URL without user and password.
  public String url() {
    return "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + name;
  }

  /// Runs statements as the superuser.
  public void execute(String sql) {
    execute(superuser(), sql);
  }

  /// Runs one statement with its parameters as the superuser.
  public void update(String sql, @Nullable Object... parameters) {
    try (Connection connection = superuser().getConnection();
        PreparedStatement statement = prepare(connection, sql, parameters)) {
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The first column of every row as text, asked as the superuser.
  public List<String> texts(String sql, @Nullable Object... parameters) {
    try (Connection connection = superuser().getConnection();
        PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet row = statement.executeQuery()) {
      List<String> texts = new ArrayList<>();
      while (row.next()) {
        texts.add(row.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  @Override
  public void close() {
    execute(
        source(server, "postgres", "postgres"),
        "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  private static void execute(DataSource source, String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DataSource source(TestServer server, String database, String user) {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {server.host()});
    source.setPortNumbers(new int[] {server.port()});
    source.setDatabaseName(database);
    source.setUser(user);
    source.setPassword(TestServer.PASSWORD);
    return source;
  }

  /// Started once for the JVM, on first use.
  private static final class Shared {
    static final TestServer SERVER = start();

    private static TestServer start() {
      TestServer server = TestServer.start();
      DataSource admin = source(server, "postgres", "postgres");
      execute(admin, "CREATE DATABASE " + TEMPLATE);
      DataSource template = source(server, TEMPLATE, "postgres");
      try (Connection connection = template.getConnection()) {
        Migrations.createRoles(connection);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      execute(admin, "ALTER ROLE muster_worker LOGIN PASSWORD '" + TestServer.PASSWORD + "'");
      execute(admin, "ALTER ROLE muster_api LOGIN PASSWORD '" + TestServer.PASSWORD + "'");
      execute(admin, "ALTER ROLE muster_validator LOGIN PASSWORD '" + TestServer.PASSWORD + "'");
      Migrations.migrate(template);
      return server;
    }
  }
}
