package dev.muster.worker.simulation.database;

import dev.muster.worker.simulation.database.Faults.Fate;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/// A database in memory that carries out the worker's own statements, and can go back in time.
public final class SimulatedDatabase {
  /// A text that it refuses, as a database does with characters that its encoding lacks.
  public static final String REFUSED = "refused by the database";

  private static final Map<String, Statement> STATEMENTS = new ConcurrentHashMap<>();
  private static final Tables SCHEMA = new Tables();

  private final UnaryOperator<String> plant;
  private final boolean earlyProgress;
  private final int momentsKept;
  private final Deque<Tables> moments = new ArrayDeque<>();
  private Tables tables = new Tables();

  /// @param momentsKept how many of the last committed moments it can go back to
  /// @param plant what a planted fault makes of a statement's text
  /// @param earlyProgress a planted fault: progress is committed before its effects
  public SimulatedDatabase(int momentsKept, UnaryOperator<String> plant, boolean earlyProgress) {
    this.momentsKept = momentsKept;
    this.plant = plant;
    this.earlyProgress = earlyProgress;
    remember();
  }

  /// What is committed now.
  public Tables tables() {
    return tables;
  }

  /// Connections for one client.
  public DataSource dataSource(Faults faults) {
    return JdbcProxies.dataSource(() -> new Session(this, faults));
  }

  /// How many commits it can go back.
  public int momentsBack() {
    return moments.size() - 1;
  }

  /// Loses the last commits, as a standby does that lagged when it took over.
  public void goBack(int commits) {
    for (int i = 0; i < commits; i++) {
      moments.removeLast();
    }
    tables = moments.getLast().copy();
  }

  private void remember() {
    if (momentsKept > 0) {
      moments.addLast(tables.copy());
      if (moments.size() > momentsKept) {
        moments.removeFirst();
      }
    }
  }

  Statement statement(String sql) {
    return STATEMENTS.computeIfAbsent(
        plant.apply(sql), text -> StatementParser.parse(text, SCHEMA));
  }

  boolean commitsEarly(String sql) {
    return earlyProgress && sql.contains("SET next_offset");
  }

  /// @throws SQLException if the client does not hear of the commit
  void commit(Transaction transaction, Faults faults) throws SQLException {
    if (!transaction.hasWritten()) {
      return;
    }
    Fate fate = faults.committing();
    if (fate == Fate.LOST || fate == Fate.LIE) {
      transaction.rollback();
    } else {
      transaction.commit();
      remember();
      faults.committed();
    }
    if (fate == Fate.LOST || fate == Fate.DONE_UNHEARD) {
      throw new SQLException("the connection broke in the commit", "08006");
    }
  }
}
