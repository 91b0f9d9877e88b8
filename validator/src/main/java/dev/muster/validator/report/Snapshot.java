package dev.muster.validator.report;

import dev.muster.validator.CheckFailedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads one tournament out of one moment of the database, also while its drop is on.
final class Snapshot {
  // A generic plan or a compiled one would cost more than it saves: each statement runs once.
  private static final String PREPARE =
      """
      SELECT set_config('statement_timeout', ?, true), set_config('search_path', 'public', true),
             set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)
      """;

  private final UUID tournament;
  private final Salt salt;
  private final @Nullable Instant since;
  private final Duration statementTimeout;

  /// @param since decisions before it are not looked at; null for all of them
  Snapshot(UUID tournament, Salt salt, @Nullable Instant since, Duration statementTimeout) {
    this.tournament = tournament;
    this.salt = salt;
    this.since = since;
    this.statementTimeout = statementTimeout;
  }

  /// Reads on a connection that is only used for this.
  ///
  /// @throws CheckFailedException if there is no such tournament, or the database cannot be asked
  void read(Connection connection, ReadEntries.Sink sink) {
    try {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      try {
        prepare(connection);
        readAll(connection, sink);
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getSQLState());
      throw new CheckFailedException("could not ask the database: " + why, e);
    }
  }

  private void prepare(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PREPARE)) {
      statement.setString(1, statementTimeout.toMillis() + "ms");
      statement.execute();
    }
  }

  private void readAll(Connection connection, ReadEntries.Sink sink) throws SQLException {
    var facts = new Facts.Builder().put(Fact.SALT, salt.hex()).put(Fact.SINCE, since);
    Instant created = FindTournament.into(facts, connection, tournament);
    if (created == null) {
      throw new CheckFailedException("there is no tournament " + tournament);
    }
    if (since != null && since.isAfter(created)) {
      throw new CheckFailedException(
          "the tournament was created at %s, so --since must not be later".formatted(created));
    }
    CountSeats.into(facts, connection, tournament);
    CountUnseated.into(facts, connection, tournament, since);
    List<UUID> topics = ReadLogs.into(facts, connection, tournament, since);
    sink.begin(facts.build());
    ReadEntries.into(sink, connection, tournament, topics, since, salt);
  }
}
