package dev.muster.worker.simulation.database;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows that `unnest` makes of arrays, or the one empty row of a statement without it.
record Source(List<Expression> arrays, boolean ordinality, @Nullable Expression order) {
  static final Source ONE_ROW = new Source(List.of(), false, null);

  private static final @Nullable Object[][] NO_SIGHT = {};

  Source orderedBy(@Nullable Expression order) {
    return new Source(arrays, ordinality, order);
  }

  /// Rows in sight: only the first of the three is there yet.
  List<@Nullable Object[][]> rows(@Nullable Object[] parameters) {
    List<@Nullable Object[][]> rows = new ArrayList<>();
    if (arrays.isEmpty()) {
      rows.add(sight(StatementParser.noRow()));
      return rows;
    }
    int width = arrays.size() + (ordinality ? 1 : 0);
    List<@Nullable Object[]> columns = new ArrayList<>();
    for (Expression array : arrays) {
      Object values = array.of(NO_SIGHT, parameters);
      if (!(values instanceof @Nullable Object[] column)) {
        throw new IllegalStateException("no array: " + values);
      }
      columns.add(column);
    }
    for (int place = 0; place < columns.getFirst().length; place++) {
      @Nullable Object[] row = new @Nullable Object[width];
      for (int i = 0; i < columns.size(); i++) {
        row[i] = columns.get(i)[place];
      }
      if (ordinality) {
        row[width - 1] = (long) place;
      }
      rows.add(sight(row));
    }
    StatementParser.sort(rows, order, parameters);
    return rows;
  }

  private static @Nullable Object[][] sight(@Nullable Object[] unnested) {
    return new @Nullable Object[][] {unnested, StatementParser.noRow(), StatementParser.noRow()};
  }
}
