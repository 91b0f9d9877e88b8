package dev.muster.ingest.outcome;

import dev.muster.ingest.read.Standing;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.Unenrolled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One tournament on the board. What it shows is always true of the position it shows.
///
/// A read tells where the tournament stood at one position of its log, and results tell what came
/// after. What is heard while a read is under way is kept until it is known which of it the read
/// has seen: a result that was heard before the read began was committed before, so the read has
/// it; one that is heard later has its offset to tell. Repeats lie below the position. Where
/// something is missing the standing stays where it is until the next read.
final class BoardEntry {
  private final List<Heard> meanwhile = new ArrayList<>();
  private @Nullable Standing standing;
  private @Nullable CompletableFuture<Optional<Standing>> reading;
  // Results no longer lead on from the standing.
  private boolean broken = true;
  private boolean missedMeanwhile;
  private boolean doubted;
  private long readNanos;
  private long sureNanos;

  /// @param readNanos when it would have been read last
  BoardEntry(long readNanos) {
    this.readNanos = readNanos;
  }

  /// What a result does to a tournament.
  ///
  /// @param defines whether it changed more than the seats, so that only a read tells
  private record Heard(LogPosition position, int seats, boolean defines) {}

  /// One more result of this tournament.
  synchronized void hear(Result result) {
    Heard heard = heard(result);
    if (heard == null) {
      return;
    }
    if (reading != null) {
      meanwhile.add(heard);
    }
    count(heard);
  }

  private static @Nullable Heard heard(Result result) {
    LogPosition position = result.header().position();
    return switch (result) {
      case Enrolled _ -> new Heard(position, 1, false);
      case Unenrolled _ -> new Heard(position, -1, false);
      case Accepted accepted ->
          accepted.header().type() == CommandType.DEFINE_TOURNAMENT
                  || accepted.header().type() == CommandType.CANCEL_TOURNAMENT
              ? new Heard(position, 0, true)
              : null;
      case Rejected _ -> null;
    };
  }

  private void count(Heard heard) {
    Standing before = standing;
    if (broken || (before != null && before.counts(heard.position.offset()))) {
      return;
    }
    if (before == null || heard.defines) {
      broken = heard.defines;
    } else {
      standing = before.after(heard.seats, heard.position);
    }
  }

  /// Results were missed: only a read that begins after this can tell.
  synchronized void missed() {
    broken = true;
    missedMeanwhile = true;
  }

  /// What is known, or null if nothing is, or if there is no such tournament.
  synchronized @Nullable Standing standing() {
    return standing;
  }

  /// What is known, if it was surely so at some moment of late.
  synchronized @Nullable Standing standing(long nowNanos, long agoNanosMax) {
    return nowNanos - sureNanos <= agoNanosMax ? standing : null;
  }

  /// Whether a read must tell.
  ///
  /// @param ageNanosMax how long results alone are believed
  synchronized boolean isDoubtful(long nowNanos, long ageNanosMax) {
    if (broken || doubted || nowNanos - readNanos > ageNanosMax) {
      return true;
    }
    sureNanos = nowNanos;
    return false;
  }

  /// When the last read began.
  synchronized long readNanos() {
    return readNanos;
  }

  /// The read that is under way.
  synchronized Optional<CompletableFuture<Optional<Standing>>> reading() {
    return Optional.ofNullable(reading);
  }

  /// The read that is under way; if there is none, one begins.
  ///
  /// @param carryOut has a read that begins carried out by another thread
  synchronized CompletableFuture<Optional<Standing>> read(long nowNanos, Runnable carryOut) {
    CompletableFuture<Optional<Standing>> underWay = reading;
    if (underWay != null) {
      return underWay;
    }
    var begins = new CompletableFuture<Optional<Standing>>();
    reading = begins;
    readNanos = nowNanos;
    missedMeanwhile = false;
    doubted = false;
    carryOut.run();
    return begins;
  }

  /// The end of a read.
  ///
  /// @param found empty if there is no such tournament
  void readDone(Optional<Standing> found) {
    Optional<Standing> now;
    CompletableFuture<Optional<Standing>> done;
    synchronized (this) {
      if (!missedMeanwhile || !isBehind(found)) {
        standing = found.orElse(null);
        sureNanos = readNanos;
      }
      broken = missedMeanwhile;
      meanwhile.forEach(this::count);
      now = Optional.ofNullable(standing);
      done = endRead();
    }
    done.complete(now);
  }

  /// Whether results led further than the read did, which then are not to be forgotten.
  private boolean isBehind(Optional<Standing> found) {
    LogPosition known = standing == null ? null : standing.next();
    return known != null && found.isPresent() && !found.get().counts(known.offset() - 1);
  }

  /// The end of a read that told nothing; what was known before is still known.
  void readFailed(RuntimeException cause) {
    CompletableFuture<Optional<Standing>> done;
    synchronized (this) {
      doubted = true;
      done = endRead();
    }
    done.completeExceptionally(cause);
  }

  private CompletableFuture<Optional<Standing>> endRead() {
    meanwhile.clear();
    CompletableFuture<Optional<Standing>> done = reading;
    if (done == null) {
      throw new IllegalStateException("No read is under way");
    }
    reading = null;
    return done;
  }
}
