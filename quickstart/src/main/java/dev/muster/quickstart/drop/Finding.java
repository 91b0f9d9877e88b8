package dev.muster.quickstart.drop;

/// The answer to one question about the drop.
///
/// @param id short name
/// @param findings how often it does not hold
/// @param meaning what holds when nothing is found
record Finding(String id, long findings, String meaning) {
  boolean holds() {
    return findings == 0;
  }
}
