package dev.muster.worker.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// An insert or update of many rows, not executed yet.
///
/// @param rows that it must touch
record Write(String sql, int rows, Binding binding) {
  /// Binds the statement's parameters.
  @FunctionalInterface
  interface Binding {
    /// Says how many are bound afterwards.
    ///
    /// @param bound how many are bound already, by the statements before
    int bind(PreparedStatement statement, int bound) throws SQLException;
  }

  /// Executes writes in their order and in one round trip: the driver sends all of them before it
  /// waits for the first answer, each under a prepared name of its own. Every answer is a few
  /// bytes, so neither side can block the other.
  ///
  /// @throws SQLException with [Rows#MISCOUNT] if one touched another number of rows than its input
  ///     has: the rows are locked and were just read, so that is a defect and the transaction must
  ///     not commit
  static void execute(Connection connection, List<Write> writes) throws SQLException {
    if (writes.isEmpty()) {
      return;
    }
    String sql = writes.stream().map(Write::sql).collect(Collectors.joining(";\n"));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int bound = 0;
      for (Write write : writes) {
        bound = write.binding.bind(statement, bound);
      }
      boolean _ = statement.execute();
      for (Write write : writes) {
        int touched = statement.getUpdateCount();
        if (touched != write.rows) {
          throw new SQLException(
              "wrote " + touched + " rows instead of " + write.rows, Rows.MISCOUNT);
        }
        boolean _ = statement.getMoreResults();
      }
    }
  }
}
