package dev.muster.worker.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads columns whose types JDBC does not know by itself, and holds a statement to its row count.
public final class Rows {
  /// SQLState of a statement that touched another number of rows than it was given.
  static final String MISCOUNT = "MU001";

  private Rows() {}

  public static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  public static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  public static @Nullable Instant optionalTime(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /// Runs an insert or update.
  ///
  /// @throws SQLException with [#MISCOUNT] if it touched another number of rows than its input has:
  ///     the rows are locked and were just read, so that is a defect and the transaction must not
  ///     commit
  static void write(PreparedStatement statement, int expected) throws SQLException {
    int touched = statement.executeUpdate();
    if (touched != expected) {
      throw new SQLException("wrote " + touched + " rows instead of " + expected, MISCOUNT);
    }
  }
}
