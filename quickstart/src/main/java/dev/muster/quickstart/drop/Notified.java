package dev.muster.quickstart.drop;

/// How soon clients that waited knew their outcomes.
///
/// @param p50Ms half of the long polls were answered within this many milliseconds of the decision
/// @param p99Ms 99 % of them were
/// @param polls long polls that took
/// @param databaseReads reads of the database on behalf of them
record Notified(double p50Ms, double p99Ms, long polls, long databaseReads) {}
