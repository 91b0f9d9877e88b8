package dev.muster.ingest.request;

import dev.muster.ingest.outcome.Generations;
import dev.muster.ingest.outcome.Outcomes;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.result.Pending;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What this replica accepted of late, and under which keys. A convenience, bounded and lost on
/// restart: nothing that is promised rests on it.
final class RecentRequests {
  private static final int KEYS_MAX = 100_000;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final Outcomes outcomes;
  private final Generations<UUID, UUID> requestByKey =
      new Generations<>(KEYS_MAX, KEPT, System.nanoTime());

  RecentRequests(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  /// Remembers an acknowledged request.
  ///
  /// @param epoch of the result source, taken before the append
  void add(CommandEnvelope envelope, Pending accepted, int epoch) {
    outcomes.undecided(accepted, epoch);
    UUID key = envelope.idempotencyKey();
    if (key != null) {
      requestByKey.merge(key, envelope.requestId(), (first, _) -> first, System.nanoTime());
    }
  }

  /// The document of a request as it was accepted, or null if it is not known here to be on the
  /// log.
  @Nullable Pending pending(UUID requestId) {
    return outcomes.onLog(requestId);
  }

  /// Another request that was accepted under the same idempotency key, or null.
  @Nullable UUID otherUnderSameKey(CommandEnvelope envelope) {
    UUID key = envelope.idempotencyKey();
    UUID known = key == null ? null : requestByKey.get(key, System.nanoTime());
    return envelope.requestId().equals(known) ? null : known;
  }
}
