package dev.muster.ingest.outcome;

/// Where results come from, and since when none of them is missing.
public interface ResultSource {
  /// No epoch: nothing is heard, so nothing is known to be undecided.
  int BROKEN = 0;

  /// Has every result told to a listener. To be called before the source starts.
  void listen(ResultListener listener);

  /// The number of the unbroken sequence that is being told, from 1, or [#BROKEN].
  ///
  /// Whoever notes the epoch, then finds a request undecided (or appends it only then), and later
  /// sees the same epoch knows that the outcome, if there is one, has been or will be told.
  int epoch();

  /// Whether a sequence is being told.
  default boolean live() {
    return epoch() != BROKEN;
  }

  /// Whether the brokers were heard of late. While they are not, results may be late although none
  /// is missing.
  boolean inTouch();

  /// False if it has ended and nobody asked it to: the process must be restarted.
  boolean alive();
}
