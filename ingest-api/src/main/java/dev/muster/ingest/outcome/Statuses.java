package dev.muster.ingest.outcome;

import dev.muster.ingest.outcome.Status.Decided;
import dev.muster.ingest.outcome.Status.Undecided;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.Pending;
import dev.muster.schemas.result.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Where requests stand: from memory wherever memory can know, else from the database.
///
/// A request that was found undecided while the feed was unbroken stays undecided until the feed
/// says otherwise, so polling it costs nothing. Everything else is read: a request accepted by
/// another replica or before a restart once, after a gap once more, and while there is no feed each
/// time. Should the feed be late, the database tells that there is something to be read.
public final class Statuses {
  private static final long READ_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long INTEREST_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int READ_AT_ONCE_MAX = 500;

  private final ResultSource source;
  private final Outcomes outcomes;
  private final QueuePositions queue;
  private final StatusReads reads;
  private final Predicate<UUID> issued;
  private final SeatsLeft seats;
  private volatile long askedNanos = System.nanoTime() - INTEREST_NANOS;

  /// @param issued whether an id was ever given out
  public Statuses(
      ResultSource source,
      Outcomes outcomes,
      QueuePositions queue,
      StatusReads reads,
      Predicate<UUID> issued,
      SeatsLeft seats) {
    this.source = source;
    this.outcomes = outcomes;
    this.queue = queue;
    this.reads = reads;
    this.issued = issued;
    this.seats = seats;
  }

  /// Where a request stands now, or empty if none was ever issued under this id.
  ///
  /// @throws org.springframework.dao.DataAccessException if only the database can tell, and does
  ///     not
  public Optional<Status> find(UUID id) {
    Status known = outcomes.find(id);
    if (known instanceof Decided) {
      return Optional.of(known);
    }
    askedNanos = System.nanoTime();
    if (known instanceof Undecided undecided && isCurrent(undecided) && !isMyDoubt(undecided)) {
      return Optional.of(known);
    }
    return read(id);
  }

  /// Asks the database first, so that a request decided on the log but never minted here (a console
  /// producer's) is found as well; only then does the id's own proof tell a request that waits from
  /// one that never was.
  private Optional<Status> read(UUID id) {
    // Taken before the read: what is decided after it will be told in this epoch or a later one.
    int epoch = source.epoch();
    Optional<Result> result = reads.byId(id);
    if (result.isPresent()) {
      outcomes.decided(result.get());
    } else if (issued.test(id)) {
      outcomes.undecided(Pending.known(id), epoch);
    } else {
      return Optional.empty();
    }
    Status found = outcomes.find(id);
    return Optional.of(found != null ? found : new Undecided(Pending.known(id), epoch, 0));
  }

  /// Where a request stands that is on the log, as far as memory knows.
  public Status remembered(Pending pending) {
    Status known = outcomes.find(pending.requestId());
    return known instanceof Decided
        ? known
        : new Undecided(pending, ResultSource.BROKEN, System.nanoTime());
  }

  private boolean isCurrent(Undecided status) {
    return status.epoch() == source.epoch() && status.epoch() != ResultSource.BROKEN;
  }

  /// One caller a second goes and sees where the feed should have told by now.
  private boolean isMyDoubt(Undecided status) {
    return isOverdue(status) && outcomes.turnToRead(status, READ_AGAIN_NANOS);
  }

  private boolean isOverdue(Undecided status) {
    return queue.overdue(status.pending())
        || (status.pending().position() == null && !source.inTouch());
  }

  /// The document of an undecided request, with its place in line and the seats left.
  public Pending placed(Pending pending) {
    Long seatsLeft =
        pending.type() == CommandType.ENROLL && pending.tournamentId() != null
            ? boxed(seats.seatsLeft(pending.tournamentId()))
            : null;
    return pending.placed(boxed(queue.aheadAtMost(pending)), seatsLeft);
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  /// Looks after those who wait, once a second: asks how far the log is decided while anybody wants
  /// to know, and reads what the feed has not told although it should have.
  ///
  /// @throws org.springframework.dao.DataAccessException if the database does not answer
  void recheck() {
    boolean asked = System.nanoTime() - askedNanos < INTEREST_NANOS;
    if (!asked && outcomes.waiting() == 0) {
      return;
    }
    queue.read(reads.progress());
    List<UUID> doubtful = outcomes.awaited().stream().filter(this::isDoubtful).toList();
    for (int i = 0; i < doubtful.size(); i += READ_AT_ONCE_MAX) {
      readAgain(doubtful.subList(i, Math.min(i + READ_AT_ONCE_MAX, doubtful.size())));
    }
  }

  private boolean isDoubtful(UUID id) {
    return switch (outcomes.find(id)) {
      case null -> true;
      case Decided _ -> false;
      // Looked up again: the feed may have told just between the two.
      case Undecided status ->
          !isCurrent(status) || (isOverdue(status) && status.equals(outcomes.find(id)));
    };
  }

  private void readAgain(List<UUID> doubtful) {
    int epoch = source.epoch();
    reads.byIds(doubtful).forEach(outcomes::decided);
    for (UUID id : doubtful) {
      if (!(outcomes.find(id) instanceof Decided)) {
        outcomes.undecided(Pending.known(id), epoch);
      }
    }
  }
}
