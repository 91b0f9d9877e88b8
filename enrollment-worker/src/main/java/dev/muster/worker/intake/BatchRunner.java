package dev.muster.worker.intake;

import dev.muster.schemas.result.Result;
import dev.muster.worker.BatchProcessor;
import dev.muster.worker.BatchProcessor.Outcome;
import dev.muster.worker.decision.CommandBatch;
import dev.muster.worker.decision.LogEntry;
import dev.muster.worker.intake.IntakeMeters.Failure;
import dev.muster.worker.store.Claim;
import dev.muster.worker.store.Guard;
import dev.muster.worker.store.SqlFailure;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The failure policy, in one place:
///
/// - fence missed, database away, commit in doubt: claim again and go on where the row says;
/// - guard hit: load and decide once more, since a foreign writer may have been faster; hit again:
/// park;
/// - data the database refuses: halve the batch until one record is left, and store `FAILED` for
/// it;
/// - defect of this code: park.
///
/// A record is never passed over without a stored outcome.
final class BatchRunner {
  private static final Logger log = LoggerFactory.getLogger(BatchRunner.class);

  private final BatchProcessor processor;
  private final Clock clock;
  private final IntakeMeters meters;

  BatchRunner(BatchProcessor processor, Clock clock, IntakeMeters meters) {
    this.processor = processor;
    this.clock = clock;
    this.meters = meters;
  }

  /// Decides entries that start where the partition stands.
  Step run(Claim claim, List<LogEntry> entries, long publishedOffset) {
    try (BatchContext _ = BatchContext.of(entries)) {
      return run(claim, entries, publishedOffset, null);
    }
  }

  private Step run(
      Claim claim, List<LogEntry> entries, long publishedOffset, @Nullable Guard hitBefore) {
    var batch =
        new CommandBatch(
            claim.partition(), clock.instant().truncatedTo(ChronoUnit.MICROS), entries);
    try {
      return switch (processor.process(claim, batch, publishedOffset)) {
        case Outcome.Applied applied -> new Step.Applied(applied.results());
        case Outcome.Fenced _ -> {
          meters.fenced();
          yield new Step.Reclaim("another worker moved or holds the partition");
        }
      };
    } catch (SQLException e) {
      return failed(claim, entries, publishedOffset, hitBefore, batch.firstOffset(), e);
    } catch (RuntimeException e) {
      meters.failed(Failure.DEFECT);
      log.error("Deciding the batch at offset {} failed", batch.firstOffset(), e);
      return new Step.Park(
          "defect while deciding the batch at offset " + batch.firstOffset() + ": " + e);
    }
  }

  private Step failed(
      Claim claim,
      List<LogEntry> entries,
      long publishedOffset,
      @Nullable Guard hitBefore,
      long firstOffset,
      SQLException e) {
    return switch (SqlFailure.of(e)) {
      case SqlFailure.Transient _ -> {
        meters.failed(Failure.TRANSIENT);
        log.warn("Batch at offset {} will be tried again", firstOffset, e);
        yield new Step.Reclaim("the database failed: " + e.getSQLState());
      }
      case SqlFailure.GuardHit(Guard guard) when hitBefore != null -> {
        meters.guardHit(guard);
        yield new Step.Park(
            "guard "
                + guard.constraint()
                + " hit twice by the batch at offset "
                + firstOffset
                + ": "
                + guard.meaning());
      }
      case SqlFailure.GuardHit(Guard guard) -> {
        meters.guardHit(guard);
        meters.redecided();
        log.warn("Guard {} hit, deciding the batch once more", guard.constraint(), e);
        yield run(claim, entries, publishedOffset, guard);
      }
      case SqlFailure.Data _ -> {
        meters.failed(Failure.DATA);
        yield bisect(claim, entries, publishedOffset, e);
      }
    };
  }

  private Step bisect(
      Claim claim, List<LogEntry> entries, long publishedOffset, SQLException refused) {
    if (entries.size() == 1) {
      return switch (entries.getFirst()) {
        case LogEntry.Request request -> {
          log.error("The database refuses the data of offset {}", request.offset(), refused);
          var undecidable =
              new LogEntry.Undecidable(request.offset(), request.appendedAt(), request.envelope());
          yield run(claim, List.of(undecidable), publishedOffset);
        }
        case LogEntry.Malformed entry -> unstorable(entry);
        case LogEntry.Undecidable entry -> unstorable(entry);
      };
    }
    int half = entries.size() / 2;
    List<Result> results = new ArrayList<>();
    for (List<LogEntry> part :
        List.of(entries.subList(0, half), entries.subList(half, entries.size()))) {
      switch (run(claim, part, publishedOffset)) {
        case Step.Applied applied -> results.addAll(applied.results());
        case Step.Reclaim reclaim -> {
          return reclaim;
        }
        case Step.Park park -> {
          return park;
        }
      }
    }
    return new Step.Applied(results);
  }

  private static Step unstorable(LogEntry entry) {
    return new Step.Park("not even the refusal of offset " + entry.offset() + " can be stored");
  }
}
