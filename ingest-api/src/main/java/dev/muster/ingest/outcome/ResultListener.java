package dev.muster.ingest.outcome;

import dev.muster.schemas.result.Result;

/// Hears every result as it is published, on one thread per feed: it must not block.
///
/// Within one partition of a command topic results come in the order of their offsets. A repeat is
/// possible (a publisher that died published it again), and so is a gap, which is announced.
public interface ResultListener {
  /// One more request is decided.
  void decided(Result result);

  /// Results may have been missed: whatever was derived from the unbroken sequence of them must be
  /// read anew.
  void missed();
}
