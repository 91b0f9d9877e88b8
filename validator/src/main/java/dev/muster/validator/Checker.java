package dev.muster.validator;

import dev.muster.schemas.connection.JdbcUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Runs every invariant in one read-only transaction, so that all of them see the same moment even
/// while a drop is on. The rights of `muster_validator` are enough.
public final class Checker {
  /// How long one invariant may take unless said otherwise.
  public static final Duration STATEMENT_TIMEOUT_DEFAULT = Duration.ofMinutes(5);

  private static final int SAMPLE_ROWS_MAX = 5;
  private static final int FETCH_ROWS = 1_000;

  // The search path decides how PostgreSQL writes the guards' definitions.
  private static final String PREPARE =
      """
      SELECT set_config('statement_timeout', ?, true), set_config('search_path', 'public', true),
             set_config('muster.since', ?, true)
      """;

  private static final String SNAPSHOT_TIME =
      """
      SELECT now()
      """;

  private final List<Invariant> invariants;
  private final Duration statementTimeout;

  /// A checker of some invariants.
  public Checker(List<Invariant> invariants, Duration statementTimeout) {
    this.invariants = List.copyOf(invariants);
    this.statementTimeout = statementTimeout;
  }

  /// Checks everything in the catalog.
  ///
  /// @throws CheckFailedException if the database cannot be asked
  public static Report check(DataSource database) {
    var checker = new Checker(InvariantCatalog.load(), STATEMENT_TIMEOUT_DEFAULT);
    try (Connection connection = database.getConnection()) {
      return checker.run(connection);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /// Checks the invariants against one snapshot, on a connection that is only used for this.
  ///
  /// @throws CheckFailedException if the database cannot be asked
  public Report run(Connection connection) {
    return run(connection, null);
  }

  /// The same; windowed invariants look only at what was decided since a moment.
  ///
  /// @param since null for everything
  public Report run(Connection connection, @Nullable Instant since) {
    try {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      try {
        prepare(connection, since);
        Instant at = snapshotTime(connection);
        List<Verdict> verdicts = new ArrayList<>();
        for (Invariant invariant : invariants) {
          verdicts.add(judge(connection, invariant));
        }
        String url = connection.getMetaData().getURL();
        return new Report(at, since, JdbcUrl.withoutParameters(url), List.copyOf(verdicts));
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void prepare(Connection connection, @Nullable Instant since) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PREPARE)) {
      statement.setString(1, statementTimeout.toMillis() + "ms");
      statement.setString(2, since == null ? "-infinity" : since.toString());
      statement.execute();
    }
  }

  private static Instant snapshotTime(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SNAPSHOT_TIME)) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private static Verdict judge(Connection connection, Invariant invariant) {
    long began = System.nanoTime();
    try (PreparedStatement statement = connection.prepareStatement(invariant.query())) {
      // A cursor, not a LIMIT: every finding is counted, and a million of them fit.
      statement.setFetchSize(FETCH_ROWS);
      try (ResultSet rows = statement.executeQuery()) {
        long findings = 0;
        List<Map<String, @Nullable String>> samples = new ArrayList<>();
        while (rows.next()) {
          findings++;
          if (samples.size() < SAMPLE_ROWS_MAX) {
            samples.add(row(rows));
          }
        }
        var took = Duration.ofNanos(System.nanoTime() - began);
        return new Verdict(invariant, findings, List.copyOf(samples), took);
      }
    } catch (SQLException e) {
      throw new CheckFailedException("could not check " + invariant.id() + ": " + firstLine(e), e);
    }
  }

  private static Map<String, @Nullable String> row(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      row.put(columns.getColumnLabel(column), rows.getString(column));
    }
    return row;
  }

  private static CheckFailedException failed(SQLException e) {
    return new CheckFailedException("could not ask the database: " + firstLine(e), e);
  }

  /// What a person needs of an error: PostgreSQL adds positions and contexts on further lines.
  static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getSQLState());
  }
}
