package dev.muster.ingest.http;

import dev.muster.ingest.outcome.Outcomes;
import dev.muster.ingest.outcome.Status;
import dev.muster.ingest.outcome.Status.Decided;
import dev.muster.schemas.result.Result;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers about a request when it is decided, for callers who prefer to wait for that.
///
/// Nobody holds a thread meanwhile. The end of a wait comes from the feed or from a timer, and is
/// written by a virtual thread of its own, so that a thousand slow readers delay nobody.
final class LongPoll {
  /// Every answer of an endpoint that can wait depends on the preference.
  static final Map<String, String> VARY = Map.of("Vary", "Prefer");

  private static final Logger LOG = LoggerFactory.getLogger(LongPoll.class);

  private final Outcomes outcomes;

  LongPoll(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  /// The answer, or the promise of it.
  ///
  /// @param status where the request stands now
  /// @param answering makes the answer from where it stands in the end
  Reply reply(Status status, Optional<Preference> preference, Function<Status, Answer> answering) {
    if (preference.isEmpty()) {
      return answering.apply(status);
    }
    Preference wait = preference.get();
    Function<Status, Answer> applied =
        end -> last(answering.apply(end).with("Preference-Applied", wait.applied()));
    if (status instanceof Decided || wait.waitSeconds() == 0) {
      return applied.apply(status);
    }
    var outcome = outcomes.await(status.requestId(), Duration.ofSeconds(wait.waitSeconds()));
    if (outcome.isEmpty()) {
      // Too many wait already: the preference is not granted.
      return answering.apply(status);
    }
    return (Reply.Later) exchange -> begin(exchange, outcome.get(), status, applied);
  }

  /// Whoever is sent away because the process stops should not come back over the same connection.
  private Answer last(Answer answer) {
    return outcomes.released() ? answer.with("Connection", "close") : answer;
  }

  private static void begin(
      Exchange exchange,
      CompletableFuture<Optional<Result>> outcome,
      Status status,
      Function<Status, Answer> answering) {
    AsyncContext waiting = exchange.request().startAsync(exchange.request(), exchange.response());
    // The wait has a deadline of its own.
    waiting.setTimeout(0);
    waiting.addListener(new Gone(outcome));
    var _ =
        outcome.thenAcceptAsync(
            result -> {
              Status end = result.<Status>map(Decided::new).orElse(status);
              finish(waiting, exchange, answer(exchange, end, answering));
            },
            task -> Thread.ofVirtual().name("long-poll").start(task));
  }

  /// A defect here has no caller to tell of it, and an exchange that nobody ends would stay open
  /// for ever.
  private static Answer answer(Exchange exchange, Status end, Function<Status, Answer> answering) {
    try {
      return answering.apply(end);
    } catch (RuntimeException e) {
      UUID instance = UUID.randomUUID();
      exchange.log(() -> LOG.error("Problem {}", instance, e));
      return Problem.of(ProblemType.INTERNAL_ERROR, "The instance is in the log").answer(instance);
    }
  }

  private static void finish(AsyncContext waiting, Exchange exchange, Answer answer) {
    try {
      ApiServlet.answer(exchange, answer);
      waiting.complete();
    } catch (IOException | IllegalStateException e) {
      // The container sees to the exchange once it failed.
      LOG.debug("Nobody is there any more to be answered", e);
    }
  }

  /// Who left does not wait.
  private record Gone(CompletableFuture<Optional<Result>> outcome) implements AsyncListener {
    @Override
    public void onError(AsyncEvent event) {
      outcome.cancel(false);
    }

    @Override
    public void onComplete(AsyncEvent event) {
      outcome.cancel(false);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      outcome.cancel(false);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // Started once.
    }
  }
}
