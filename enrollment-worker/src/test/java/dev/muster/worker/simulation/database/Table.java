package dev.muster.worker.simulation.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows in the order they came, by their primary key. A row is never changed, only replaced.
public final class Table {
  final String name;
  final List<String> columns;
  final List<Guarded> guards;
  private final int[] key;
  private Map<Object, @Nullable Object[]> rows = new LinkedHashMap<>();

  /// @param keyColumns how many of the first columns are the primary key
  Table(String name, int keyColumns, List<String> columns, List<Guarded> guards) {
    this.name = name;
    this.columns = columns;
    this.guards = guards;
    this.key = new int[keyColumns];
    Arrays.setAll(key, i -> i);
  }

  private Table(Table other) {
    this.name = other.name;
    this.columns = other.columns;
    this.guards = other.guards;
    this.key = other.key;
    this.rows = new LinkedHashMap<>(other.rows);
  }

  /// One that goes its own way from here.
  Table copy() {
    return new Table(this);
  }

  /// All rows.
  public Collection<@Nullable Object[]> rows() {
    return rows.values();
  }

  /// A value of a row, which must not be null.
  public Object value(@Nullable Object[] row, String column) {
    Object value = row[index(column)];
    if (value == null) {
      throw new IllegalStateException(name + "." + column + " is null");
    }
    return value;
  }

  /// A number of a row; 0 for null.
  public long number(@Nullable Object[] row, String column) {
    Object value = row[index(column)];
    return value == null ? 0 : (Long) value;
  }

  /// A value of a row.
  public @Nullable Object optional(@Nullable Object[] row, String column) {
    return row[index(column)];
  }

  int index(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new IllegalStateException("no column " + column + " in " + name);
    }
    return index;
  }

  /// The one column that rows are found by, or -1.
  int singleKey() {
    return key.length == 1 ? key[0] : -1;
  }

  Object keyOf(@Nullable Object[] row) {
    if (key.length == 1) {
      return key(row[key[0]]);
    }
    List<@Nullable Object> parts = new ArrayList<>(key.length);
    for (int column : key) {
      parts.add(row[column]);
    }
    return parts;
  }

  private static Object key(@Nullable Object value) {
    return value == null ? "" : value;
  }

  /// The row with this key, or null.
  public @Nullable Object @Nullable [] find(@Nullable Object keyValue) {
    return keyValue == null ? null : rows.get(keyValue);
  }

  void put(@Nullable Object[] row) {
    rows.put(keyOf(row), row);
  }

  void remove(Object keyValue) {
    rows.remove(keyValue);
  }

  /// A rule of the database with its name.
  record Guarded(String constraint, String sqlState, Rule rule) {
    @FunctionalInterface
    interface Rule {
      /// Whether a row may be there.
      ///
      /// @param replaced the row that this one takes the place of, or null
      boolean holds(Tables tables, @Nullable Object[] row, @Nullable Object @Nullable [] replaced);
    }
  }
}
