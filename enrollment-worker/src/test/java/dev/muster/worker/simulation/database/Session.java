package dev.muster.worker.simulation.database;

import dev.muster.worker.simulation.database.Statement.Outcome;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// One connection's side of the conversation.
final class Session {
  private final SimulatedDatabase database;
  private final Faults faults;
  private boolean autoCommit = true;
  private @Nullable Transaction open;

  Session(SimulatedDatabase database, Faults faults) {
    this.database = database;
    this.faults = faults;
  }

  void connect() throws SQLException {
    faults.connecting();
  }

  void setAutoCommit(boolean on) {
    autoCommit = on;
  }

  Outcome execute(String sql, @Nullable Object[] parameters) throws SQLException {
    faults.executing();
    Transaction transaction = open == null ? new Transaction(database.tables()) : open;
    open = transaction;
    Outcome outcome = database.statement(sql).execute(transaction, parameters);
    if (autoCommit || database.commitsEarly(sql)) {
      commit();
    }
    return outcome;
  }

  void commit() throws SQLException {
    Transaction transaction = open;
    if (transaction != null) {
      database.commit(transaction, faults);
      open = null;
    }
  }

  /// Also what the server does when a connection goes away.
  void rollback() {
    if (open != null) {
      open.rollback();
      open = null;
    }
  }
}
