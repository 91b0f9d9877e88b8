package dev.muster.validator.watch;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// One source of what is watched.
interface Look extends AutoCloseable {
  /// Reads the source once and shows what it says; what could not be read is shown no longer. It
  /// takes a bounded time whatever the source does.
  ///
  /// @throws SQLException if the database could not be asked
  /// @throws ExecutionException if the broker refuses to answer
  /// @throws TimeoutException if it does not answer in time
  void look() throws SQLException, ExecutionException, TimeoutException, InterruptedException;

  @Override
  void close();
}
