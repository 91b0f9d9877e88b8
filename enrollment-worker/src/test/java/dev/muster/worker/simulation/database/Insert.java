package dev.muster.worker.simulation.database;

import static dev.muster.worker.simulation.database.ExpressionParser.EXCLUDED;
import static dev.muster.worker.simulation.database.ExpressionParser.TABLE;

import dev.muster.worker.simulation.database.Statement.Outcome;
import dev.muster.worker.simulation.database.StatementParser.Assignments;
import dev.muster.worker.simulation.database.StatementParser.Projection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds rows to a table.
record Insert(String table, List<Integer> columns, Source source, List<Expression> values) {
  Outcome execute(Transaction transaction, @Nullable Object[] parameters) throws SQLException {
    Table target = transaction.tables().table(table);
    List<@Nullable Object[][]> rows = source.rows(parameters);
    for (@Nullable Object[][] sight : rows) {
      transaction.insert(target, row(transaction, target, sight, parameters));
    }
    return new Outcome(List.of(), List.of(), rows.size());
  }

  Outcome executeUnlessThere(Transaction transaction, @Nullable Object[] parameters)
      throws SQLException {
    Table target = transaction.tables().table(table);
    int count = 0;
    for (@Nullable Object[][] sight : source.rows(parameters)) {
      @Nullable Object[] row = row(transaction, target, sight, parameters);
      if (target.find(target.keyOf(row)) == null) {
        transaction.insert(target, row);
        count++;
      }
    }
    return new Outcome(List.of(), List.of(), count);
  }

  Statement orUpdate(Assignments assignments, Projection returning) {
    return (transaction, parameters) -> {
      Table target = transaction.tables().table(table);
      List<@Nullable Object[]> returned = new ArrayList<>();
      for (@Nullable Object[][] sight : source.rows(parameters)) {
        @Nullable Object[] row = row(transaction, target, sight, parameters);
        @Nullable Object @Nullable [] there = target.find(target.keyOf(row));
        sight[EXCLUDED] = row;
        if (there == null) {
          transaction.insert(target, row);
          sight[TABLE] = row;
        } else {
          sight[TABLE] = there;
          @Nullable Object[] changed = assignments.apply(sight, parameters);
          transaction.update(target, there, changed);
          sight[TABLE] = changed;
        }
        returned.add(returning.of(sight, parameters));
      }
      return new Outcome(returning.names(), returned, returned.size());
    };
  }

  private @Nullable Object[] row(
      Transaction transaction,
      Table target,
      @Nullable Object[][] sight,
      @Nullable Object[] parameters) {
    @Nullable Object[] row = new @Nullable Object[target.columns.size()];
    for (int i = 0; i < columns.size(); i++) {
      row[columns.get(i)] = values.get(i).of(sight, parameters);
    }
    if (table.equals("credit_transaction")) {
      row[0] = transaction.tables().nextIdentity();
    }
    return row;
  }
}
