package dev.muster.validator.report;

/// Something that must not have happened, and how often it did.
///
/// @param name in the data
/// @param title for people
/// @param meaning what was counted, for people
/// @param count zero if the promise was kept
record Claim(String name, String title, String meaning, long count) {
  boolean holds() {
    return count == 0;
  }
}
