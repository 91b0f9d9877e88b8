package dev.muster.quickstart.bench.decide;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// One way to sell seats.
interface Contender extends AutoCloseable {
  /// For people to read.
  String name();

  /// Where its rows are.
  Arena arena();

  /// Tournaments were added, with the seats that were given away before.
  default void opened(List<UUID> tournaments) throws SQLException {}

  /// Requests before the first round, until its speed does not rise any more.
  default int warmUp() {
    return 1_000;
  }

  /// Requests it can be asked for in a whole run.
  default int requestsMax() {
    return 60_000;
  }

  /// Decides all of them and commits.
  ///
  /// @return requests in a second
  double decide(List<Wanted> wishes) throws InterruptedException;

  @Override
  default void close() {}
}
