package dev.muster.worker.webhook.dispatch;

import dev.muster.worker.webhook.http.Reply;
import dev.muster.worker.webhook.store.DueDelivery;
import dev.muster.worker.webhook.store.Endpoint.DisabledReason;
import dev.muster.worker.webhook.store.TriedDelivery;
import dev.muster.worker.webhook.store.TriedDelivery.State;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one attempt means for its deliveries and for its endpoint.
///
/// @param nextAttemptAt the same for all deliveries of a batch, so that they come back together
/// @param failingSince the endpoint's first failure since its last success, or null
/// @param disable why the endpoint gets nothing any more, or null
record Verdict(
    Message message,
    Reply reply,
    Instant startedAt,
    State state,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant failingSince,
    @Nullable DisabledReason disable) {
  private static final int GONE = 410;

  /// The rules by which attempts are judged.
  ///
  /// @param failingMax an endpoint that has failed for so long is disabled
  record Rules(RetrySchedule schedule, Duration failingMax) {
    /// Judges an attempt.
    ///
    /// @param failingSince the endpoint's first failure before this attempt, or null
    /// @param endedAt when the pause before the next attempt begins
    /// @param chance from 0 to 1
    Verdict judge(
        Message message,
        Reply reply,
        Instant startedAt,
        Instant endedAt,
        @Nullable Instant failingSince,
        double chance) {
      if (reply.isSuccess()) {
        DisabledReason asked = reply.asksToDisable() ? DisabledReason.ASKED : null;
        return new Verdict(message, reply, startedAt, State.DELIVERED, null, null, asked);
      }
      Duration hint = RetrySchedule.retryAfter(reply.retryAfter(), endedAt);
      Duration pause = schedule.pauseAfter(message.attempts() + 1, hint, chance);
      Instant since = failingSince == null ? startedAt : failingSince;
      return new Verdict(
          message,
          reply,
          startedAt,
          pause == null ? State.EXHAUSTED : State.PENDING,
          pause == null ? null : endedAt.plus(pause).truncatedTo(ChronoUnit.MICROS),
          since,
          disable(reply, since, startedAt));
    }

    private @Nullable DisabledReason disable(Reply reply, Instant failingSince, Instant now) {
      if (reply.statusCode() != null && reply.statusCode() == GONE) {
        return DisabledReason.GONE;
      }
      if (reply.asksToDisable()) {
        return DisabledReason.ASKED;
      }
      return now.isBefore(failingSince.plus(failingMax)) ? null : DisabledReason.FAILING;
    }
  }

  /// The rows to write.
  List<TriedDelivery> rows() {
    return message.deliveries().stream().map(this::row).toList();
  }

  private TriedDelivery row(DueDelivery delivery) {
    return new TriedDelivery(
        delivery,
        UUID.randomUUID(),
        delivery.attempts() + 1,
        state,
        nextAttemptAt,
        startedAt,
        reply.outcome().name(),
        reply.statusCode(),
        reply.durationMs(),
        reply.remoteAddress(),
        reply.detail(),
        reply.body());
  }
}
