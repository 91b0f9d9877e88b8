package dev.muster.worker.intake;

import dev.muster.schemas.result.Result;
import dev.muster.worker.decision.LogEntry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Decides batch after batch under one claim, from the first undecided record on.
///
/// Records are checked to follow one another: one that was decided before is dropped, a missing one
/// is fetched again, and one that the log really lacks parks the partition.
final class LaneWork {
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration LAST_PUBLISH_MAX = Duration.ofSeconds(5);

  /// How long a database that went back in time, or a partition that was taken away, can go
  /// unnoticed by a lane that has nothing to decide.
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final PartitionLane lane;
  private final PartitionLane.Equipment equipment;
  private final Inbox inbox;
  private final LaneProgress progress;
  private final HeldPartition held;
  private final LongSupplier nanos;
  private final Publication publication;
  private final HandOver handOver;
  private long marked;
  private long lookDueNanos;
  private long next;
  private long soughtFor;
  private boolean idle;
  private PartitionLane.@Nullable State ending;
  private long endingDueNanos;

  LaneWork(PartitionLane lane, PartitionLane.Equipment equipment, HeldPartition held) {
    this.lane = lane;
    this.equipment = equipment;
    this.inbox = lane.inbox();
    this.progress = lane.progress();
    this.held = held;
    this.nanos = equipment.timeAndChance().nanos();
    this.next = held.claim().nextOffset();
    this.publication = new Publication(next);
    this.handOver = new HandOver(equipment.publishing());
    this.marked = next;
    this.lookDueNanos = nanos.getAsLong() + LOOK_EVERY.toNanos();
  }

  /// Has the consumer go to the first undecided record.
  Wait begin() {
    return seek();
  }

  /// One batch, if there is one.
  Wait step()
      throws SQLException, LogUnavailableException, ExecutionException, InterruptedException {
    if (ending != null) {
      return end(ending);
    }
    if (inbox.isClosed()) {
      return endWith(lane::stop);
    }
    long published = publication.settle();
    if (publication.isFull()) {
      return new Wait.Sent(publication.oldest(), IDLE);
    }
    if (inbox.wantedOffset() != null) {
      return Wait.SOUGHT;
    }
    List<Arrival> records = inbox.take();
    String broken = inbox.broken();
    if (broken != null) {
      return endWith(() -> lane.park(held, broken));
    }
    if (records.isEmpty() && !idle) {
      // In a burst the next batch says how far publishing is, and needs no commit of its own.
      idle = true;
      return new Wait.Records(IDLE);
    }
    if (records.isEmpty()) {
      return mark(published, nanos.getAsLong() >= lookDueNanos)
          ? new Wait.Records(IDLE)
          : lane.claimAgain("another worker holds the partition");
    }
    idle = false;
    return decide(records, published);
  }

  private Wait decide(List<Arrival> records, long published) {
    List<Arrival> following = following(records);
    long last = records.getLast().entry().offset();
    if (following.isEmpty() && last >= next && soughtFor == next) {
      String missing = "offset " + next + " is missing on the log, which goes on at " + last;
      return endWith(() -> lane.park(held, missing));
    }
    if (!following.isEmpty()) {
      List<LogEntry> entries = following.stream().map(Arrival::entry).toList();
      progress.deciding(entries.getFirst().appendedAt().toEpochMilli());
      Map<Long, String> traces = SampledTraces.of(following);
      switch (decide(entries, published, traces)) {
        case Step.Applied applied -> {
          next = entries.getLast().offset() + 1;
          marked = published;
          progress.decided(next);
          publish(applied.results(), traces);
          lane.wentWell();
        }
        case Step.Reclaim reclaim -> {
          return lane.claimAgain(reclaim.why());
        }
        case Step.Park stop -> {
          return endWith(() -> lane.park(held, stop.reason()));
        }
      }
    }
    // Something is missing in between: perhaps only on the way here, so ask for it once more.
    return last >= next ? seek() : Wait.NOTHING;
  }

  private Step decide(List<LogEntry> entries, long published, Map<Long, String> traces) {
    Span span =
        equipment
            .tracing()
            .processing(
                lane.partition().topic(),
                lane.partition().partition(),
                equipment.group(),
                entries.size(),
                traces.values());
    try (Scope _ = span.makeCurrent()) {
      return equipment.runner().run(held.claim(), entries, published);
    } finally {
      span.end();
    }
  }

  private void publish(List<Result> results, Map<Long, String> traces) {
    long begun = nanos.getAsLong();
    CompletableFuture<Void> sent =
        handOver.next(
            () -> {
              equipment.batches().decided(results);
              return equipment.publisher().publish(results, traces);
            });
    publication.add(
        next, sent.thenRun(() -> equipment.batches().published(nanos.getAsLong() - begun)));
  }

  /// The records from `next` on, as far as they follow one another.
  private List<Arrival> following(List<Arrival> records) {
    List<Arrival> following = new ArrayList<>(records.size());
    long expected = next;
    for (Arrival each : records) {
      if (each.entry().offset() > expected) {
        break;
      }
      if (each.entry().offset() == expected) {
        following.add(each);
        expected++;
      }
    }
    return following;
  }

  private Wait seek() {
    soughtFor = next;
    inbox.seek(next);
    return Wait.SOUGHT;
  }

  /// @return false if the claim is not the newest any more. Whoever claimed last may be about to
  ///     end, and then nobody would move the cursor until the next command comes.
  private boolean mark(long published, boolean always) throws SQLException {
    if (published > marked || always) {
      marked = published;
      lookDueNanos = nanos.getAsLong() + LOOK_EVERY.toNanos();
      return held.markPublished(published);
    }
    return true;
  }

  /// What is on its way is given a while to arrive first.
  private Wait endWith(PartitionLane.State ending) {
    this.ending = ending;
    endingDueNanos = nanos.getAsLong() + LAST_PUBLISH_MAX.toNanos();
    return Wait.NOTHING;
  }

  private Wait end(PartitionLane.State ending)
      throws SQLException, LogUnavailableException, ExecutionException, InterruptedException {
    long published = publication.settle();
    long left = endingDueNanos - nanos.getAsLong();
    if (!publication.isEmpty() && left > 0) {
      return new Wait.Sent(publication.oldest(), Duration.ofNanos(left));
    }
    boolean _ = mark(published, false);
    return ending.step();
  }
}
