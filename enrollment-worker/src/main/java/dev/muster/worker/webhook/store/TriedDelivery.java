package dev.muster.worker.webhook.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came of one delivery's attempt: a row of attempts, and how the delivery goes on.
///
/// @param attemptId its own id
/// @param attempt which of its schedule, from 1
/// @param state what the delivery is now
/// @param nextAttemptAt when it is tried again, or null
public record TriedDelivery(
    DueDelivery delivery,
    UUID attemptId,
    int attempt,
    State state,
    @Nullable Instant nextAttemptAt,
    Instant startedAt,
    String outcome,
    @Nullable Integer statusCode,
    long durationMs,
    @Nullable String remoteAddress,
    @Nullable String detail,
    @Nullable String responseBody) {

  /// What can become of a delivery by an attempt.
  public enum State {
    PENDING,
    DELIVERED,
    EXHAUSTED
  }
}
