package dev.muster.worker.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// Statements that are executed in their order, each seeing what the ones before it waited for, and
/// in one round trip: the driver sends all of them before it waits for the first answer, each under
/// a prepared name of its own. A request alone in its batch waits for little else.
final class RoundTrip {
  /// So much, at some 40 bytes a row, fits into a socket's buffers whatever the server does.
  /// With more, both sides could wait for each other: the server to get rid of its answers, the
  /// driver to get rid of what it sends before it reads any.
  private static final int ROWS_MAX = 1_000;

  /// One of the statements.
  interface Part {
    String sql();

    /// How many rows it is given.
    int rows();

    Binding binding();

    /// Whether it answers with rows rather than with a count.
    default boolean reads() {
      return false;
    }

    /// Takes its answer, which the statement stands at.
    void answered(PreparedStatement statement) throws SQLException;
  }

  /// Binds a part's parameters.
  @FunctionalInterface
  interface Binding {
    /// Says how many are bound afterwards.
    ///
    /// @param bound how many are bound already, by the parts before
    int bind(PreparedStatement statement, int bound) throws SQLException;
  }

  private RoundTrip() {}

  /// Executes the parts that have rows.
  static void execute(Connection connection, List<? extends Part> parts) throws SQLException {
    List<? extends Part> some = parts.stream().filter(part -> part.rows() > 0).toList();
    boolean reads = some.stream().anyMatch(Part::reads);
    if (reads && some.stream().mapToInt(Part::rows).sum() > ROWS_MAX) {
      for (Part part : some) {
        together(connection, List.of(part));
      }
    } else if (!some.isEmpty()) {
      together(connection, some);
    }
  }

  private static void together(Connection connection, List<? extends Part> parts)
      throws SQLException {
    String sql = parts.stream().map(Part::sql).collect(Collectors.joining(";\n"));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int bound = 0;
      for (Part part : parts) {
        bound = part.binding().bind(statement, bound);
      }
      boolean _ = statement.execute();
      for (Part part : parts) {
        part.answered(statement);
        boolean _ = statement.getMoreResults();
      }
    }
  }
}
