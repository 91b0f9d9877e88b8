package dev.muster.validator.replay;

import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What a replay came to.
///
/// @param at the database's moment that the log was compared with
/// @param cursors the first undecided offset of each partition at that moment
/// @param commands records folded
/// @param decided decisions compared
/// @param repeats records of requests that were decided at another place
/// @param malformed among the decided, records that are no command
/// @param failed among the decided, those that the database refused: the row is all that says so
/// @param orderFromRows among the decided, those whose outcome rests on an order between partitions
///     that is not on the log: the rows leave it open, and this is one of the possible
/// @param enrollments compared, live and ended
/// @param movements ledger rows compared
/// @param foldSeconds time spent on deciding and comparing what is in memory, in seconds
/// @param seconds time in all, in seconds
/// @param difference the first one; null if the database is what the log comes to
public record ReplayReport(
    Instant at,
    SortedMap<String, Long> cursors,
    long commands,
    long decided,
    long repeats,
    long malformed,
    long failed,
    long orderFromRows,
    long tournaments,
    long players,
    long enrollments,
    long movements,
    double foldSeconds,
    double seconds,
    @Nullable Difference difference) {

  /// The database is what the log comes to.
  public boolean holds() {
    return difference == null;
  }
}
