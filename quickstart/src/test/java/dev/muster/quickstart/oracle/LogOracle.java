package dev.muster.quickstart.oracle;

import dev.muster.quickstart.oracle.DatabaseRows.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Says whether the system came to what an undisturbed run comes to.
///
/// The log is the order. So whatever crashed when, folding the log once through the decision core
/// must give the very rows that the workers have left, and the results topic must hold each
/// decision, in order. What may differ is the moment of decision, and how often a result was
/// published.
public final class LogOracle {
  private final TopicReader topics;
  private final DataSource database;

  public LogOracle(String bootstrapServers, DataSource database) {
    this.topics = new TopicReader(bootstrapServers);
    this.database = database;
  }

  /// The partitions on which something is undecided or unpublished, with how far they are; empty
  /// once everything that is on the log is dealt with.
  public List<String> behind() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return behind(new DatabaseRows(connection).progress(), topics.commandEnds());
    }
  }

  /// The first thing that is not as an undisturbed run would have left it, or null if everything
  /// is.
  public @Nullable String firstDifference() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      return firstDifference(connection);
    }
  }

  /// The same, as the transaction of this connection sees the database. It must see one moment
  // only.
  public @Nullable String firstDifference(Connection connection) throws SQLException {
    var rows = new DatabaseRows(connection);
    Map<TopicPartition, Progress> progress = rows.progress();
    TopicReader.Contents tournaments = topics.tournamentCommands();
    TopicReader.Contents players = topics.playerCommands();
    Map<TopicPartition, Long> ends = new HashMap<>(tournaments.ends());
    ends.putAll(players.ends());
    List<String> behind = behind(progress, ends);
    if (!behind.isEmpty()) {
      return behind.getFirst();
    }
    String row = LogFold.of(tournaments.records(), players.records()).firstDifference(rows.rows());
    return row != null
        ? row
        : PublishedResults.firstDifference(rows.decisions(), topics.results().records());
  }

  private static List<String> behind(
      Map<TopicPartition, Progress> progress, Map<TopicPartition, Long> ends) {
    List<String> behind = new ArrayList<>();
    ends.forEach(
        (partition, end) -> {
          Progress reached = progress.get(partition);
          if (!new Progress(end, end, null).equals(reached)) {
            behind.add("%s ends at %d, but is at %s".formatted(partition, end, reached));
          }
        });
    return behind;
  }
}
