package dev.muster.validator.watch;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// One session that is kept until something goes wrong with it. For one thread.
final class HeldConnection implements AutoCloseable {
  private static final int ANSWER_S_MAX = 2;

  private final ConnectionSource source;
  private @Nullable Connection held;

  HeldConnection(ConnectionSource source) {
    this.source = source;
  }

  Connection get() throws SQLException {
    if (held == null) {
      held = source.open();
    }
    return held;
  }

  /// Whether it still answers after something went wrong; lets go of it if not.
  boolean survives() {
    try {
      if (held != null && held.isValid(ANSWER_S_MAX)) {
        return true;
      }
    } catch (SQLException e) {
      // It can only be thrown for a negative time-out, and would mean the same.
    }
    close();
    return false;
  }

  @Override
  public void close() {
    Connection closing = held;
    held = null;
    if (closing != null) {
      try {
        closing.close();
      } catch (SQLException e) {
        // It was broken; the server ends the session by itself.
      }
    }
  }
}
