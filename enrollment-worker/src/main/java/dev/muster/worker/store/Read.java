package dev.muster.worker.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A select of what belongs to the rows it is given, not executed yet.
///
/// @param found told of each row of the answer
record Read(String sql, int rows, RoundTrip.Binding binding, Found found)
    implements RoundTrip.Part {
  /// Takes note of a row.
  @FunctionalInterface
  interface Found {
    /// Reads the row that the result stands at.
    void row(ResultSet row) throws SQLException;
  }

  @Override
  public boolean reads() {
    return true;
  }

  @Override
  public void answered(PreparedStatement statement) throws SQLException {
    try (ResultSet answer = statement.getResultSet()) {
      while (answer.next()) {
        found.row(answer);
      }
    }
  }
}
