package dev.muster.ingest.outcome;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.ingest.read.Standing;
import dev.muster.schemas.result.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;

/// The seats of every tournament somebody asked about of late, exact at a position of its log:
/// read once, then moved on by the results. Polling and watching a tournament costs the database
/// two reads a minute, and a read or two for each of its definitions.
public final class TournamentBoard implements ResultListener, SeatsLeft {
  private static final int TOURNAMENTS_MAX = 10_000;
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final long SURE_NANOS_MAX = Duration.ofSeconds(5).toNanos();

  /// A safety net: with an unbroken feed the results alone would do.
  private static final long READ_AGAIN_NANOS = Duration.ofSeconds(30).toNanos();

  /// While results are missing or late, nothing but reading tells.
  private static final long READ_AGAIN_UNHEARD_NANOS = Duration.ofSeconds(2).toNanos();

  /// However often a tournament is defined anew, and however the reads end.
  private static final long READ_EVERY_NANOS = Duration.ofMillis(250).toNanos();

  private final Cache<UUID, BoardEntry> entries =
      Caffeine.newBuilder()
          .maximumSize(TOURNAMENTS_MAX)
          .expireAfterAccess(KEPT)
          // Every receipt reads it; waking another thread for its upkeep would cost more than that.
          .executor(Runnable::run)
          .build();
  private final ResultSource source;
  private final Function<UUID, Optional<Standing>> reads;
  private final Executor readers;
  private final LongSupplier nanoTime;

  /// @param reads reads one tournament from the database
  /// @param readers carries reads out, by other threads than the feed's
  public TournamentBoard(
      ResultSource source, Function<UUID, Optional<Standing>> reads, Executor readers) {
    this(source, reads, readers, System::nanoTime);
  }

  TournamentBoard(
      ResultSource source,
      Function<UUID, Optional<Standing>> reads,
      Executor readers,
      LongSupplier nanoTime) {
    this.source = source;
    this.reads = reads;
    this.readers = readers;
    this.nanoTime = nanoTime;
  }

  @Override
  public void decided(Result result) {
    UUID tournamentId = result.header().tournamentId();
    BoardEntry entry = tournamentId == null ? null : unasked(tournamentId);
    if (entry != null) {
      entry.hear(result);
    }
  }

  /// The results of a tournament do not keep it on the board.
  private @Nullable BoardEntry unasked(UUID tournamentId) {
    return entries.policy().getIfPresentQuietly(tournamentId);
  }

  @Override
  public void missed() {
    entries.asMap().values().forEach(BoardEntry::missed);
  }

  @Override
  public OptionalLong seatsLeft(UUID tournamentId) {
    BoardEntry entry = asked(tournamentId);
    Standing standing = entry.standing(nanoTime.getAsLong(), SURE_NANOS_MAX);
    return standing == null ? OptionalLong.empty() : OptionalLong.of(standing.seatsLeft());
  }

  /// Where a tournament stands as far as is known in memory, or null. Whoever asks again and again
  /// learns of every change sooner or later.
  public @Nullable Standing known(UUID tournamentId) {
    return asked(tournamentId).standing();
  }

  private BoardEntry asked(UUID tournamentId) {
    BoardEntry entry = entry(tournamentId);
    long now = nanoTime.getAsLong();
    if (isDoubtful(entry, now) && now - entry.readNanos() >= READ_EVERY_NANOS) {
      var _ = read(tournamentId, entry, now);
    }
    return entry;
  }

  private BoardEntry entry(UUID tournamentId) {
    return entries.get(tournamentId, _ -> new BoardEntry(nanoTime.getAsLong() - READ_EVERY_NANOS));
  }

  private boolean isDoubtful(BoardEntry entry, long now) {
    boolean heard = source.live() && source.inTouch();
    return entry.isDoubtful(now, heard ? READ_AGAIN_NANOS : READ_AGAIN_UNHEARD_NANOS);
  }

  /// Where a tournament stands, or empty if there is none. Waits for the database where memory
  /// cannot tell.
  ///
  /// @throws DataAccessException if only the database can tell, and does not
  public Optional<Standing> find(UUID tournamentId) {
    BoardEntry entry = entry(tournamentId);
    long now = nanoTime.getAsLong();
    Standing standing = entry.standing();
    // What did not exist a moment ago may have been defined by another replica's caller.
    return standing == null || isDoubtful(entry, now)
        ? await(read(tournamentId, entry, now))
        : Optional.of(standing);
  }

  /// Where a tournament stands by a read that begins after this call.
  ///
  /// @throws DataAccessException if the database does not tell
  public Optional<Standing> findAnew(UUID tournamentId) {
    BoardEntry entry = entry(tournamentId);
    // One that is under way may have looked before the call.
    entry.reading().ifPresent(TournamentBoard::await);
    return await(read(tournamentId, entry, nanoTime.getAsLong()));
  }

  private static Optional<Standing> await(CompletableFuture<Optional<Standing>> read) {
    try {
      return read.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof DataAccessException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private CompletableFuture<Optional<Standing>> read(
      UUID tournamentId, BoardEntry entry, long now) {
    return entry.read(
        now,
        () -> {
          try {
            readers.execute(() -> carryOut(tournamentId, entry));
          } catch (RejectedExecutionException e) {
            entry.readFailed(new TransientDataAccessResourceException("Reading has ended", e));
          }
        });
  }

  private void carryOut(UUID tournamentId, BoardEntry entry) {
    try {
      entry.readDone(reads.apply(tournamentId));
    } catch (RuntimeException e) {
      // Told to whoever waits for it; everybody else asks again.
      entry.readFailed(e);
    }
  }
}
