package dev.muster.worker.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What a failed transaction means for its batch.
public sealed interface SqlFailure {
  /// The database is away, busy or changed hands: the same batch again, for as long as it takes.
  record Transient() implements SqlFailure {}

  /// A named guard refused the rows: load and decide once more, in case a foreign writer was
  /// faster.
  record GuardHit(Guard guard) implements SqlFailure {}

  /// The database refuses the data itself: find the one record that is to blame.
  record Data() implements SqlFailure {}

  /// Reads the SQLState and the constraint's name; never the message.
  static SqlFailure of(SQLException failure) {
    String state = failure.getSQLState();
    Guard guard = Rows.MISCOUNT.equals(state) ? Guard.ROW_COUNT : Guard.named(constraint(failure));
    if (guard != null) {
      return new GuardHit(guard);
    }
    String sqlClass = state == null || state.length() < 2 ? "" : state.substring(0, 2);
    return switch (sqlClass) {
      // Data exception, integrity constraint violation, program limit exceeded.
      case "22", "23", "54" -> new Data();
      // Everything else may pass: 08 connection, 25 read-only after a failover, 40 deadlock, 53
      // resources, 55 locks,
      // 57 shutdown; 42 a schema that is being migrated.
      default -> new Transient();
    };
  }

  private static @Nullable String constraint(SQLException failure) {
    ServerErrorMessage message =
        failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    return message == null ? null : message.getConstraint();
  }
}
