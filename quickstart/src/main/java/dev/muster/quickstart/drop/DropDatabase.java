package dev.muster.quickstart.drop;

import dev.muster.schemas.result.DecisionRow;
import dev.muster.schemas.result.Result;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/// What the drop asks the database behind the API's back, to hold against what clients were told.
public final class DropDatabase {
  private static final int FETCH_ROWS = 5_000;

  private static final String DECIDED_COUNT =
      """
      SELECT coalesce(sum(next_offset), 0) FROM partition_progress
      """;

  private static final String DECISIONS =
      """
      SELECT request_id, type, tournament_id, player_id, outcome, reason, detail, enrollment_id,
             credits_charged, credits_refunded, balance_after, submitted_at, decided_at,
             partition, "offset"
      FROM decision
      """;

  private static final String DECISIONS_OF =
      """
      SELECT request_id, type, tournament_id, player_id, outcome, reason, detail, enrollment_id,
             credits_charged, credits_refunded, balance_after, submitted_at, decided_at,
             partition, "offset"
      FROM decision
      WHERE request_id = ANY (?)
      """;

  private final Connecting source;

  /// @param source of connections that may read everything
  public DropDatabase(DataSource source) {
    this(source::getConnection);
  }

  /// @param source the same from elsewhere
  public DropDatabase(Connecting source) {
    this.source = source;
  }

  /// Opens a connection.
  @FunctionalInterface
  public interface Connecting {
    /// A new connection, which the caller closes.
    Connection getConnection() throws SQLException;
  }

  /// Commands decided so far, in both topics and since the beginning.
  long decidedCount() {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(DECIDED_COUNT)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read partition_progress", e);
    }
  }

  /// Every decision, by its request.
  Map<UUID, Result> decisions() {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false); // Else the driver reads all rows at once.
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(FETCH_ROWS);
        try (ResultSet row = statement.executeQuery(DECISIONS)) {
          return byRequest(row);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read decision", e);
    }
  }

  /// The decisions of some requests.
  public Map<UUID, Result> decisions(Set<UUID> requestIds) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(DECISIONS_OF)) {
      statement.setArray(1, connection.createArrayOf("uuid", requestIds.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        return byRequest(row);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read decision", e);
    }
  }

  private static Map<UUID, Result> byRequest(ResultSet row) throws SQLException {
    Map<UUID, Result> decisions = new HashMap<>();
    while (row.next()) {
      Result result = DecisionRow.read(row);
      decisions.put(result.header().requestId(), result);
    }
    return decisions;
  }

  /// Gathers statistics. Tables that have just been filled have none, and the plans that the
  /// invariants would get without them take minutes.
  public void analyze() {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot analyze", e);
    }
  }

  /// Runs a statement that counts findings.
  ///
  /// @param parameters in their order; numbers and UUIDs
  public long count(String sql, Object... parameters) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot count findings", e);
    }
  }
}
