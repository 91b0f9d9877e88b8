package dev.muster.worker.webhook.manage;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Runs work in one transaction.
final class Transactions {
  private Transactions() {}

  /// What is done in it.
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T in(Connection connection) throws SQLException;
  }

  /// Commits what the work did, or rolls it back if it throws.
  static <T extends @Nullable Object> T run(DataSource database, Work<T> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T outcome = work.in(connection);
        connection.commit();
        return outcome;
      } catch (SQLException | RuntimeException e) {
        try {
          connection.rollback();
        } catch (SQLException suppressed) {
          e.addSuppressed(suppressed);
        }
        throw e;
      }
    }
  }
}
