package dev.muster.ingest.request;

import dev.muster.ingest.log.CommandLog;
import dev.muster.ingest.log.CommandLog.Appended;
import dev.muster.ingest.log.LogUnavailableException;
import dev.muster.ingest.outcome.Outcomes;
import dev.muster.ingest.outcome.ResultSource;
import dev.muster.ingest.read.FindDecision;
import dev.muster.ingest.request.Submission.NotSubmitted;
import dev.muster.ingest.request.Submission.Submitted;
import dev.muster.ingest.request.Submission.Unknown;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.PlayerCommand;
import dev.muster.schemas.command.Unenroll;
import dev.muster.schemas.result.Pending;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.Result;
import dev.muster.telemetry.LogContext;
import dev.muster.telemetry.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;

/// Puts commands on the log and waits for the receipts. Nothing is called submitted before the
/// brokers say so.
public final class Submissions {
  /// The longest a caller waits for receipts, whatever the log does. Callers are promised an answer
  /// within 5 s; the rest is for a machine that is busy.
  public static final Duration WAIT_MAX = Duration.ofSeconds(4);

  private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

  private final CommandLog log;
  private final RecentRequests recent;
  private final ResultSource results;
  private final FindDecision decisions;
  private final RequestMeters meters;
  private final Tracing tracing;
  private final Patience patience = new Patience();

  /// @param results where the outcomes of what is submitted are told
  /// @param outcomes remembers what is submitted
  public Submissions(
      CommandLog log,
      ResultSource results,
      Outcomes outcomes,
      FindDecision decisions,
      RequestMeters meters,
      Tracing tracing) {
    this.log = log;
    this.results = results;
    this.recent = new RecentRequests(outcomes);
    this.decisions = decisions;
    this.meters = meters;
    this.tracing = tracing;
  }

  /// Whether another command is remembered under the same idempotency key.
  public boolean differsUnderKey(CommandEnvelope envelope) {
    return recent.otherUnderSameKey(envelope) != null;
  }

  /// Whether a command is known to come under an idempotency key that belongs to another one, so
  /// that it would only be refused. "Known" means decided: while the other request is undecided, an
  /// earlier one that another replica took may yet turn out to own the key, and then this very
  /// command may be the retry of it.
  public boolean reusesKey(CommandEnvelope envelope) {
    UUID other = recent.otherUnderSameKey(envelope);
    if (other == null) {
      return false;
    }
    try {
      return decisions.byId(other).filter(Submissions::ownsItsKey).isPresent();
    } catch (DataAccessException e) {
      // Not known then: the worker decides.
      return false;
    }
  }

  private static boolean ownsItsKey(Result result) {
    return !(result instanceof Rejected rejected
        && rejected.reason() == RejectionReason.IDEMPOTENCY_KEY_REUSED);
  }

  /// Appends commands in order and waits for all receipts, for at most [#WAIT_MAX]. A command that
  /// this replica knows to be on the log is not appended again.
  ///
  /// @return what came of each, in the same order
  public List<Submission> submit(List<CommandEnvelope> envelopes) {
    Span sending = tracing.sending(envelopes.getFirst().command().type().topic(), envelopes.size());
    if (!sending.isRecording()) {
      return append(envelopes);
    }
    sending.setAttribute(
        "messaging.message.conversation_id", envelopes.getFirst().requestId().toString());
    try (Scope _ = sending.makeCurrent()) {
      return append(envelopes);
    } finally {
      sending.end();
    }
  }

  private List<Submission> append(List<CommandEnvelope> envelopes) {
    long begun = System.nanoTime();
    long deadline = begun + WAIT_MAX.toNanos();
    // Taken before the appends: no outcome of theirs can be told earlier.
    int epoch = results.epoch();
    List<Append> appends = appendAll(envelopes, deadline);
    List<Submission> submissions = new ArrayList<>(envelopes.size());
    for (int i = 0; i < envelopes.size(); i++) {
      CommandEnvelope envelope = envelopes.get(i);
      submissions.add(
          i < appends.size()
              ? await(envelope, appends.get(i), epoch)
              : new NotSubmitted(envelope.requestId()));
      count(envelope, submissions.getLast(), begun);
    }
    return submissions;
  }

  private void count(CommandEnvelope envelope, Submission submission, long begunNanos) {
    CommandType type = envelope.command().type();
    switch (submission) {
      case Submitted(_, boolean repeated) when repeated ->
          meters.count(type, RequestMeters.Outcome.DUPLICATE);
      case Submitted _ -> meters.accepted(type, System.nanoTime() - begunNanos);
      case Unknown _, NotSubmitted _ -> meters.count(type, RequestMeters.Outcome.UNAVAILABLE);
    }
  }

  /// A command on its way to the log, or one that is there already.
  private sealed interface Append {
    record Known(Pending pending) implements Append {}

    record Open(CompletableFuture<Appended> appended) implements Append {}
  }

  /// Stops at the first append that fails at once: the buffer is full or no broker is known, and
  /// each further command would only wait in vain as long as this one did.
  private List<Append> appendAll(List<CommandEnvelope> envelopes, long deadline) {
    List<Append> appends = new ArrayList<>(envelopes.size());
    for (CommandEnvelope envelope : envelopes) {
      // Without a key the id was made a moment ago, and nobody can know it.
      Pending known =
          envelope.idempotencyKey() == null ? null : recent.pending(envelope.requestId());
      if (known != null) {
        appends.add(new Append.Known(known));
        continue;
      }
      CompletableFuture<Appended> appended = log.append(envelope);
      appends.add(new Append.Open(appended));
      patience.limit(appended, deadline);
      if (appended.isCompletedExceptionally() || System.nanoTime() - deadline > 0) {
        break;
      }
    }
    return appends;
  }

  private Submission await(CommandEnvelope envelope, Append append, int epoch) {
    try {
      Submitted submitted =
          switch (append) {
            case Append.Known(Pending pending) -> new Submitted(pending, true);
            case Append.Open(CompletableFuture<Appended> appended) ->
                new Submitted(pending(envelope, appended.get()), false);
          };
      recent.add(envelope, submitted.pending(), epoch);
      return submitted;
    } catch (ExecutionException e) {
      missed(envelope, e.getCause());
      if (e.getCause() instanceof LogUnavailableException) {
        return new NotSubmitted(envelope.requestId());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Unknown(envelope.requestId());
  }

  private static void missed(CommandEnvelope envelope, @Nullable Throwable cause) {
    if (LOG.isDebugEnabled()) {
      try (Scope _ = LogContext.trace();
          var _ = MDC.putCloseable(LogContext.REQUEST_ID, envelope.requestId().toString())) {
        LOG.debug("An append was not acknowledged", cause);
      }
    }
  }

  private static Pending pending(CommandEnvelope envelope, Appended appended) {
    Command command = envelope.command();
    UUID tournamentId = null;
    UUID playerId = null;
    switch (command) {
      case Enroll enroll -> {
        tournamentId = enroll.tournamentId();
        playerId = enroll.playerId();
      }
      case Unenroll unenroll -> {
        tournamentId = unenroll.tournamentId();
        playerId = unenroll.playerId();
      }
      case DefineTournament define -> tournamentId = define.tournamentId();
      case CancelTournament cancel -> tournamentId = cancel.tournamentId();
      case PlayerCommand player -> playerId = player.playerId();
    }
    return new Pending(
        envelope.requestId(),
        command.type(),
        tournamentId,
        playerId,
        appended.time(),
        appended.position());
  }
}
