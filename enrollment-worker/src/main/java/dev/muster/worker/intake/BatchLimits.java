package dev.muster.worker.intake;

/// How much one transaction takes at most.
///
/// @param recordsMax records, at least 1
/// @param bytesMax keys and values, in bytes; a single larger record still makes a batch
public record BatchLimits(int recordsMax, long bytesMax) {
  /// @throws IllegalArgumentException if a limit is below 1
  public BatchLimits {
    if (recordsMax < 1 || bytesMax < 1) {
      throw new IllegalArgumentException("batch limits must be at least 1");
    }
  }
}
