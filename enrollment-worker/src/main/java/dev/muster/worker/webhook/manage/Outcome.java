package dev.muster.worker.webhook.manage;

import dev.muster.schemas.webhook.OperationRefusal;
import org.jspecify.annotations.Nullable;

/// What came of an operation so far.
sealed interface Outcome {
  /// It is done.
  ///
  /// @param affected deliveries it set going
  record Done(long affected) implements Outcome {}

  /// The rest is done in the background.
  record Running() implements Outcome {}

  /// It changes nothing.
  record Refused(OperationRefusal reason, @Nullable String detail) implements Outcome {}
}
