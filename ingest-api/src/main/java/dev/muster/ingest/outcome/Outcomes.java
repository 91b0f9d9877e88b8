package dev.muster.ingest.outcome;

import dev.muster.ingest.outcome.Status.Decided;
import dev.muster.ingest.outcome.Status.Undecided;
import dev.muster.schemas.result.Pending;
import dev.muster.schemas.result.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What this replica remembers of late: requests found undecided, outcomes told by the feed, and
/// who waits for one. A convenience, bounded and lost on restart: nothing that is promised rests on
/// it.
///
/// There is one entry per request, whose outcome takes the place of what was pending. A waiter is
/// registered first and looks afterwards, and an outcome is remembered first and told to the
/// waiters afterwards: whichever order the two meet in, one of them sees the other.
public final class Outcomes implements ResultListener {
  // An entry takes about 300 bytes with its key and the map's own node, full house 60 MB: a drop
  // of 100,000 requests is answered from memory to its end, in a heap of 384 MiB.
  static final int REQUESTS_MAX = 200_000;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final Generations<UUID, Status> known;
  private final Waiters waiters;

  /// @param waitersMax further ones are not taken
  public Outcomes(int waitersMax) {
    this(new Waiters(waitersMax), REQUESTS_MAX);
  }

  Outcomes(Waiters waiters, int requestsMax) {
    this.waiters = waiters;
    known = new Generations<>(requestsMax, KEPT, System.nanoTime());
  }

  /// Where a request stood when it was last heard of, or null if it is not remembered.
  @Nullable Status find(UUID id) {
    return known.get(id, System.nanoTime());
  }

  /// What is known of a request that is on the log, decided or not, as it was when it was accepted;
  /// null if this replica cannot tell that it is.
  public @Nullable Pending onLog(UUID id) {
    return switch (find(id)) {
      case Decided(Result result) -> Pending.before(result);
      case Undecided(Pending pending, _, _) when pending.position() != null -> pending;
      case null, default -> null;
    };
  }

  /// Remembers that a request was undecided.
  ///
  /// @param epoch of the result source, taken before that was found, or before it was appended
  public void undecided(Pending pending, int epoch) {
    long now = System.nanoTime();
    known.merge(
        pending.requestId(),
        new Undecided(pending, epoch, now),
        (old, found) ->
            switch (old) {
              // The outcome was faster than whoever looked for it.
              case Decided decided -> decided;
              case Undecided(Pending fuller, _, _) when pending.position() == null ->
                  new Undecided(fuller, epoch, now);
              case Undecided _ -> found;
            },
        now);
  }

  /// Whether the caller is the one to ask the database about a request that was found undecided:
  /// nobody did for the given time.
  boolean turnToRead(Undecided status, long everyNanos) {
    long now = System.nanoTime();
    return now - status.readNanos() >= everyNanos
        && known.replace(status.requestId(), status, status.readAt(now), now);
  }

  @Override
  public void decided(Result result) {
    UUID id = result.header().requestId();
    known.put(id, new Decided(result), System.nanoTime());
    waiters.complete(id, Optional.of(result));
  }

  @Override
  public void missed() {
    // Nothing to forget: outcomes stay what they are, and what was found undecided in an earlier
    // epoch is asked for again because the epoch is another one.
  }

  /// Waits for the outcome of a request.
  ///
  /// @return completes with the outcome, or empty when the wait is over; it is completed by the
  ///     feed, so what follows must go on in another thread. Empty if too many wait already
  public Optional<CompletableFuture<Optional<Result>>> await(UUID id, Duration wait) {
    var waiting = waiters.add(id, wait);
    if (waiting.isPresent() && find(id) instanceof Decided(Result result)) {
      waiting.get().complete(Optional.of(result));
    }
    return waiting;
  }

  /// How many wait now.
  public int waiting() {
    return waiters.count();
  }

  /// How many requests are remembered.
  long remembered() {
    return known.size();
  }

  List<UUID> awaited() {
    return waiters.requests();
  }

  /// Whether nobody can wait any more, because the process stops.
  public boolean released() {
    return waiters.released();
  }

  /// Answers everybody who waits, and lets nobody wait from now on.
  public void release() {
    waiters.release();
  }
}
