package dev.muster.validator.watch;

import java.sql.Connection;
import java.sql.SQLException;

/// Some gauges that are read from the database together.
interface Part {
  /// Reads and shows them.
  void read(Connection connection) throws SQLException;

  /// Shows them no longer.
  void vanish();
}
