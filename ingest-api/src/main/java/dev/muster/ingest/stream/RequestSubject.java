package dev.muster.ingest.stream;

import dev.muster.ingest.outcome.Outcomes;
import dev.muster.ingest.outcome.Status;
import dev.muster.ingest.outcome.Status.Decided;
import dev.muster.ingest.outcome.Status.Undecided;
import dev.muster.ingest.outcome.Statuses;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Pending;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.StatusCodec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Where one request stands, until it is decided.
public final class RequestSubject extends Subject {
  /// A request that waits longer is waited for anew.
  private static final Duration WAIT = Duration.ofHours(1);

  private final Statuses statuses;
  private final Outcomes outcomes;
  private volatile Status status;
  private byte[] told = new byte[0];
  private Runnable wake = () -> {};
  private @Nullable CompletableFuture<Optional<Result>> waiting;
  private boolean closed;

  /// @param status where it stands now
  public RequestSubject(Statuses statuses, Outcomes outcomes, Status status) {
    this.statuses = statuses;
    this.outcomes = outcomes;
    this.status = status;
  }

  /// The id of a request's last event: whoever saw it has nothing more to expect.
  public static String lastEventId(Result result) {
    LogPosition position = result.header().position();
    return position.partition() + "-" + position.offset();
  }

  @Override
  Duration pause() {
    return Duration.ofSeconds(2);
  }

  @Override
  @Nullable Event news() {
    if (status instanceof Undecided undecided) {
      status = statuses.remembered(undecided.pending());
    }
    return switch (status) {
      case Decided(Result result) ->
          Event.of("status", lastEventId(result), StatusCodec.encode(result), true);
      case Undecided(Pending pending, _, _) -> {
        await();
        byte[] document = StatusCodec.encode(statuses.placed(pending));
        if (Arrays.equals(document, told)) {
          yield null;
        }
        told = document;
        yield Event.of("status", "pending", document, false);
      }
    };
  }

  @Override
  synchronized void opened(Runnable wake) {
    this.wake = wake;
  }

  /// Sees to it that the outcome is told at once, and that it is looked for should the feed not
  /// tell. When too many wait, the next tick tries again, and meanwhile memory is all there is.
  private synchronized void await() {
    if (closed || (waiting != null && !waiting.isDone())) {
      return;
    }
    waiting = outcomes.await(status.requestId(), WAIT).orElse(null);
    if (waiting != null) {
      var _ =
          waiting.thenAcceptAsync(
              this::decided, task -> Thread.ofVirtual().name("event-stream").start(task));
    }
  }

  private void decided(Optional<Result> outcome) {
    if (outcome.isPresent()) {
      status = new Decided(outcome.get());
      wake().run();
    }
  }

  private synchronized Runnable wake() {
    return wake;
  }

  @Override
  synchronized void closed() {
    closed = true;
    if (waiting != null) {
      waiting.cancel(false);
    }
  }
}
