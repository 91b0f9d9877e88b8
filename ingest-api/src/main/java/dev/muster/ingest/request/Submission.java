package dev.muster.ingest.request;

import dev.muster.schemas.result.Pending;
import java.util.UUID;

/// What came of one append.
public sealed interface Submission {
  UUID requestId();

  /// On the log.
  ///
  /// @param repeated it was on the log before, and was not appended again
  record Submitted(Pending pending, boolean repeated) implements Submission {
    @Override
    public UUID requestId() {
      return pending.requestId();
    }
  }

  /// Not acknowledged in time: it may be on the log or not, and only its outcome will tell.
  record Unknown(UUID requestId) implements Submission {}

  /// Never handed to the log.
  record NotSubmitted(UUID requestId) implements Submission {}
}
