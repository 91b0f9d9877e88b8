package dev.muster.worker.simulation.database;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement that was read and can be carried out again and again.
@FunctionalInterface
interface Statement {
  /// What came of it.
  ///
  /// @param columns of the rows that it returns; empty if it returns none
  /// @param count rows that it wrote
  record Outcome(List<String> columns, List<@Nullable Object[]> rows, int count) {}

  Outcome execute(Transaction transaction, @Nullable Object[] parameters) throws SQLException;
}
