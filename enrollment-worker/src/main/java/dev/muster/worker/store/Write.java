package dev.muster.worker.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/// An insert or update of many rows, not executed yet.
///
/// @param rows that it must touch: they are locked and were just read, so anything else is a defect
///     and the transaction must not commit; it fails with [Rows#MISCOUNT] then
record Write(String sql, int rows, RoundTrip.Binding binding) implements RoundTrip.Part {
  @Override
  public void answered(PreparedStatement statement) throws SQLException {
    int touched = statement.getUpdateCount();
    if (touched != rows) {
      throw new SQLException("wrote " + touched + " rows instead of " + rows, Rows.MISCOUNT);
    }
  }
}
