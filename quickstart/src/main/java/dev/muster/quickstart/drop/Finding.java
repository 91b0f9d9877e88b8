package dev.muster.quickstart.drop;

/// The answer to one question about the drop.
///
/// @param id short name
/// @param findings how often it does not hold
/// @param meaning what holds when nothing is found
public record Finding(String id, long findings, String meaning) {
  /// Whether nothing was found.
  public boolean holds() {
    return findings == 0;
  }
}
