package dev.muster.worker.simulation.database;

import java.sql.SQLException;

/// What befalls a client of the database. Each may throw an error of its own to end the client on
/// the spot.
public interface Faults {
  /// Nothing befalls it.
  Faults NONE = new Faults() {};

  /// What becomes of a commit, and what the client hears of it.
  enum Fate {
    DONE,
    /// Not done, and the client hears that the connection broke.
    LOST,
    /// Done, and the client hears that the connection broke.
    DONE_UNHEARD,
    /// Not done, although the client hears that it is: no database does that, it is planted.
    LIE
  }

  /// A connection is asked for.
  default void connecting() throws SQLException {}

  /// A statement is about to be carried out.
  default void executing() throws SQLException {}

  /// A transaction that wrote is about to be committed.
  default Fate committing() throws SQLException {
    return Fate.DONE;
  }

  /// It was committed, whether or not the client will hear of it.
  default void committed() {}
}
