package dev.muster.worker.intake;

import dev.muster.schemas.result.Result;
import java.util.List;

/// What to do after trying to decide some records.
sealed interface Step {
  /// All of them are decided, with these new answers.
  record Applied(List<Result> results) implements Step {}

  /// Nothing can be said but that this claim is no good any more: claim the partition again, and
  /// find out.
  record Reclaim(String why) implements Step {}

  /// Stop here until a person has looked at it.
  record Park(String reason) implements Step {}
}
