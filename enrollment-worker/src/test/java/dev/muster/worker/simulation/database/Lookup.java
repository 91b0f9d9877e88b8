package dev.muster.worker.simulation.database;

import static dev.muster.worker.simulation.database.ExpressionParser.TABLE;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the rows of a table that fit each row of a source.
record Lookup(String table, Source source, List<Expression> conditions) {
  List<@Nullable Object[][]> find(Tables tables, @Nullable Object[] parameters) {
    List<@Nullable Object[][]> found = new ArrayList<>();
    for (@Nullable Object[][] sight : source.rows(parameters)) {
      for (@Nullable Object[] row : tables.table(table).rows()) {
        sight[TABLE] = row;
        if (fits(sight, parameters)) {
          found.add(sight.clone());
        }
      }
    }
    return found;
  }

  private boolean fits(@Nullable Object[][] sight, @Nullable Object[] parameters) {
    for (Expression condition : conditions) {
      if (!condition.holds(sight, parameters)) {
        return false;
      }
    }
    return true;
  }
}
