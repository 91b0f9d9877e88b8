package dev.muster.worker.simulation.database;

import dev.muster.worker.simulation.database.Table.Guarded;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Writes to the tables, and takes them back when it is rolled back. Transactions follow one
/// another: a row lock is held for less than a step of the simulation.
final class Transaction {
  private final Tables tables;
  private final List<Runnable> undo = new ArrayList<>();

  Transaction(Tables tables) {
    this.tables = tables;
  }

  Tables tables() {
    return tables;
  }

  boolean hasWritten() {
    return !undo.isEmpty();
  }

  void insert(Table table, @Nullable Object[] row) throws SQLException {
    Object key = table.keyOf(row);
    if (table.find(key) != null) {
      throw violation("pk_" + table.name, "23505");
    }
    guard(table, row, null);
    table.put(row);
    undo.add(() -> table.remove(key));
  }

  void update(Table table, @Nullable Object[] row, @Nullable Object[] changed) throws SQLException {
    guard(table, changed, row);
    table.put(changed);
    undo.add(() -> table.put(row));
  }

  void rollback() {
    for (Runnable each : undo.reversed()) {
      each.run();
    }
    undo.clear();
  }

  void commit() {
    undo.clear();
  }

  private void guard(Table table, @Nullable Object[] row, @Nullable Object @Nullable [] replaced)
      throws SQLException {
    for (Guarded guard : table.guards) {
      if (!guard.rule().holds(tables, row, replaced)) {
        throw violation(guard.constraint(), guard.sqlState());
      }
    }
  }

  private static SQLException violation(String constraint, String sqlState) {
    return new PSQLException(
        new ServerErrorMessage("SERROR\0C" + sqlState + "\0Mviolates\0n" + constraint + "\0"));
  }
}
