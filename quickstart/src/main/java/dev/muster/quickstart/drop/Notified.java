package dev.muster.quickstart.drop;

/// How soon clients that waited knew their outcomes.
///
/// @param p50Ms half of the long polls were answered within this many milliseconds of the decision
/// @param p99Ms 99 % of them were
/// @param outcomes how often a client learned an outcome
/// @param polls long polls that took
/// @param databaseReads reads of the database on behalf of them
record Notified(double p50Ms, double p99Ms, long outcomes, long polls, long databaseReads) {

  static Notified of(LongPolling.Learned learned, long databaseReads) {
    var nanos = new Percentiles(learned.notifyNanos().stream().mapToLong(Long::longValue));
    return new Notified(
        nanos.millis(50),
        nanos.millis(99),
        learned.notifyNanos().size(),
        learned.polls(),
        databaseReads);
  }
}
