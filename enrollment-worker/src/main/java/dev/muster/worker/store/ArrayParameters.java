package dev.muster.worker.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgArray;

/// Binds columns of a collection as arrays, in the order of the statement's parameters. One
/// `unnest` of them makes the rows, so the statement and its plan are the same for one row and for
/// a thousand.
public final class ArrayParameters<T> {
  private final PreparedStatement statement;
  private final Collection<T> rows;
  private int index;

  public ArrayParameters(PreparedStatement statement, Collection<T> rows) {
    this(statement, rows, 0);
  }

  /// @param bound how many parameters of the statement are bound already
  public ArrayParameters(PreparedStatement statement, Collection<T> rows, int bound) {
    this.statement = statement;
    this.rows = rows;
    this.index = bound;
  }

  public ArrayParameters<T> uuids(Function<T, @Nullable UUID> column) throws SQLException {
    return add("uuid", column);
  }

  public ArrayParameters<T> texts(Function<T, @Nullable String> column) throws SQLException {
    return add("text", column);
  }

  public ArrayParameters<T> names(Function<T, @Nullable Enum<?>> column) throws SQLException {
    return add(
        "text",
        row -> {
          Enum<?> value = column.apply(row);
          return value == null ? null : value.name();
        });
  }

  public ArrayParameters<T> integers(ToLongFunction<T> column) throws SQLException {
    return add("int8", column::applyAsLong);
  }

  public ArrayParameters<T> optionalIntegers(Function<T, @Nullable Long> column)
      throws SQLException {
    return add("int8", column);
  }

  public ArrayParameters<T> times(Function<T, @Nullable Instant> column) throws SQLException {
    return add("timestamptz", column);
  }

  /// How many parameters of the statement are bound by now.
  public int bound() {
    return index;
  }

  private ArrayParameters<T> add(String type, Function<T, ? extends @Nullable Object> column)
      throws SQLException {
    @Nullable Object[] values = new @Nullable Object[rows.size()];
    int row = 0;
    for (T each : rows) {
      values[row++] = column.apply(each);
    }
    statement.setArray(++index, array(statement.getConnection(), type, values));
    return this;
  }

  private static Array array(Connection connection, String type, @Nullable Object[] values)
      throws SQLException {
    if (!connection.isWrapperFor(BaseConnection.class)) {
      return connection.createArrayOf(type, values);
    }
    BaseConnection server = connection.unwrap(BaseConnection.class);
    int elements = server.getTypeInfo().getPGType(type);
    int array = server.getTypeInfo().getPGArrayType(type);
    return new PgArray(server, array, BinaryArray.of(elements, values));
  }
}
