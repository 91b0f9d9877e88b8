package dev.muster.ingest.outcome;

import dev.muster.schemas.result.Pending;
import dev.muster.schemas.result.Result;
import java.util.UUID;

/// Where a request stands, as far as is known here.
public sealed interface Status {
  UUID requestId();

  /// Decided, and that is final.
  record Decided(Result result) implements Status {
    @Override
    public UUID requestId() {
      return result.header().requestId();
    }
  }

  /// Found undecided once.
  ///
  /// @param epoch of the result source when that was found: while it lasts, a later outcome is told
  /// @param readNanos when the database was last asked, by `System.nanoTime()`
  record Undecided(Pending pending, int epoch, long readNanos) implements Status {
    @Override
    public UUID requestId() {
      return pending.requestId();
    }

    Undecided readAt(long nanos) {
      return new Undecided(pending, epoch, nanos);
    }
  }
}
