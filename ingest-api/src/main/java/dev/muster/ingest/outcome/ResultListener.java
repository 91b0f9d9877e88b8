package dev.muster.ingest.outcome;

import dev.muster.schemas.result.Result;

/// Hears every result as it is published, on one thread per feed: it must not block.
///
/// Within one partition of a command topic results come in the order of their offsets. A repeat is
/// possible (a publisher that died published it again), and so is a gap, which is announced.
public interface ResultListener {
  /// One more request is decided.
  void decided(Result result);

  /// An unbroken sequence starts here, and results before it may have been missed: whatever is
  /// derived from the sequence must be read anew. Called at the first start and after every gap.
  void missed();
}
