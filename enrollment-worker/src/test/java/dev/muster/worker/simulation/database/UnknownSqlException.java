package dev.muster.worker.simulation.database;

/// A statement that the simulation cannot carry out: teach it, or the simulation proves nothing.
public final class UnknownSqlException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnknownSqlException(String why, String sql) {
    super("the simulated database does not understand this statement (" + why + "):\n" + sql);
  }
}
