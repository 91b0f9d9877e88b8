package dev.muster.worker.intake;

import dev.muster.schemas.result.Result;
import dev.muster.telemetry.Tracing;
import dev.muster.worker.BatchMeters;
import dev.muster.worker.decision.LogEntry;
import dev.muster.worker.decode.RecordDecoder;
import dev.muster.worker.publish.ResultPublisher;
import dev.muster.worker.store.Claim;
import dev.muster.worker.store.FindUnpublished;
import dev.muster.worker.store.PartitionProgress;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works on one partition from assignment to revocation, on a thread of its own:
///
/// 1. claim the partition: a new epoch, and where it stands; 2. publish what a predecessor decided
/// and did not publish; 3. hold the log against it: a log that does not have that offset is not the
/// log that was decided; 4. go to the first undecided record and decide batch after batch.
///
/// Whatever goes wrong leads back to 1, with a pause, and the row in the database says where to go
/// on. Records are checked to follow one another: one that was decided before is dropped, a missing
/// one is fetched again, and one that the log really lacks parks the partition.
final class PartitionLane implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(PartitionLane.class);
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration LAST_PUBLISH_MAX = Duration.ofSeconds(5);
  private static final int BACKLOG_PAGE = 1000;

  /// What all lanes of a worker share.
  record Equipment(
      String workerId,
      DataSource database,
      BatchRunner runner,
      ResultPublisher publisher,
      Log log,
      BatchLimits limits,
      IntakeMeters meters,
      BatchMeters batches,
      Tracing tracing,
      String group,
      Consumer<Throwable> onDeath) {}

  private enum Ending {
    STOPPED,
    PARKED,
    LOST
  }

  private final TopicPartition partition;
  private final UUID topicId;
  private final RecordDecoder decoder;
  private final Equipment equipment;
  private final Inbox inbox;
  private final Backoff backoff = new Backoff();
  private final LaneProgress progress;

  PartitionLane(
      TopicPartition partition, UUID topicId, RecordDecoder decoder, Equipment equipment) {
    this.partition = partition;
    this.topicId = topicId;
    this.decoder = decoder;
    this.equipment = equipment;
    this.inbox = new Inbox(equipment.limits());
    this.progress = new LaneProgress(partition, inbox);
  }

  Inbox inbox() {
    return inbox;
  }

  /// How far it is.
  LaneProgress progress() {
    return progress;
  }

  @Override
  public void run() {
    try {
      while (hold() == Ending.LOST && inbox.pause(backoff.next())) {
        inbox.stopFlow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // A lane that ends unseen is a partition that stands still unseen.
      equipment.onDeath().accept(e);
    }
  }

  private Ending hold() throws InterruptedException {
    try {
      Claim claim = claim();
      publishBacklog(claim);
      if (claim.parkedReason() != null) {
        log.error("{} is parked: {}", partition, claim.parkedReason());
        return Ending.PARKED;
      }
      String contradiction = contradiction(claim, equipment.log().range(partition));
      if (contradiction != null) {
        return park(claim, contradiction);
      }
      progress.decided(claim.nextOffset());
      log.info("{} claimed at offset {}, epoch {}", partition, claim.nextOffset(), claim.epoch());
      return work(claim);
    } catch (SQLException | LogUnavailableException | ExecutionException e) {
      log.warn("{} will be claimed again: {}", partition, e.toString());
      return Ending.LOST;
    } finally {
      progress.idle();
      inbox.stopFlow();
    }
  }

  private Claim claim() throws SQLException {
    try (Connection connection = equipment.database().getConnection()) {
      connection.setAutoCommit(true);
      Claim claim =
          PartitionProgress.claim(connection, topicId, partition.partition(), equipment.workerId());
      progress.claimed(claim.epoch());
      equipment.meters().claimed(partition.topic());
      return claim;
    }
  }

  private static @Nullable String contradiction(Claim claim, Log.Range range) {
    if (claim.nextOffset() < range.earliest()) {
      return "commands from offset "
          + claim.nextOffset()
          + " were deleted before they were decided; the log starts at "
          + range.earliest();
    }
    if (claim.nextOffset() > range.end()) {
      return "decided up to offset "
          + claim.nextOffset()
          + ", but the log ends at "
          + range.end()
          + ": it was truncated or made anew";
    }
    return null;
  }

  private void publishBacklog(Claim claim)
      throws SQLException, ExecutionException, InterruptedException {
    long from = claim.publishedOffset();
    while (from < claim.nextOffset() && !inbox.isClosed()) {
      List<Result> page;
      try (Connection connection = equipment.database().getConnection()) {
        connection.setAutoCommit(true);
        page = FindUnpublished.execute(connection, claim, from, BACKLOG_PAGE);
      }
      equipment.publisher().publish(page).get();
      boolean last = page.size() < BACKLOG_PAGE;
      from = last ? claim.nextOffset() : page.getLast().header().position().offset() + 1;
      markPublished(claim, from);
    }
  }

  private Ending work(Claim claim) throws SQLException, ExecutionException, InterruptedException {
    var publication = new Publication(claim.nextOffset());
    long marked = claim.nextOffset();
    long next = claim.nextOffset();
    long soughtFor = next;
    if (!inbox.seek(next)) {
      return Ending.STOPPED;
    }
    while (!inbox.isClosed()) {
      if (publication.isFull()) {
        publication.await(IDLE);
        continue;
      }
      List<ConsumerRecord<byte[], byte[]>> records = inbox.take(IDLE);
      String broken = inbox.broken();
      if (broken != null) {
        markPublished(claim, publication.awaitAll(LAST_PUBLISH_MAX));
        return park(claim, broken);
      }
      long published = publication.settle();
      if (records.isEmpty()) {
        if (published > marked) {
          markPublished(claim, published);
          marked = published;
        }
        continue;
      }
      List<LogEntry> entries = following(records, next);
      if (entries.isEmpty() && records.getLast().offset() >= next && soughtFor == next) {
        long found = records.getLast().offset();
        markPublished(claim, publication.awaitAll(LAST_PUBLISH_MAX));
        return park(claim, "offset " + next + " is missing on the log, which goes on at " + found);
      }
      if (!entries.isEmpty()) {
        progress.deciding(entries.getFirst().appendedAt().toEpochMilli());
        Map<Long, String> traces = SampledTraces.of(records, next, next + entries.size());
        switch (decide(claim, entries, published, traces)) {
          case Step.Applied applied -> {
            next = entries.getLast().offset() + 1;
            marked = published;
            progress.decided(next);
            equipment.batches().decided(applied.results());
            publication.add(next, publish(applied.results(), traces));
            backoff.reset();
          }
          case Step.Reclaim reclaim -> {
            log.warn("{} will be claimed again: {}", partition, reclaim.why());
            return Ending.LOST;
          }
          case Step.Park stop -> {
            markPublished(claim, publication.awaitAll(LAST_PUBLISH_MAX));
            return park(claim, stop.reason());
          }
        }
      }
      if (records.getLast().offset() >= next) {
        // Something is missing in between: perhaps only on the way here, so ask for it once more.
        soughtFor = next;
        inbox.seek(next);
      }
    }
    markPublished(claim, publication.awaitAll(LAST_PUBLISH_MAX));
    return Ending.STOPPED;
  }

  private Step decide(
      Claim claim, List<LogEntry> entries, long published, Map<Long, String> traces) {
    Span span =
        equipment
            .tracing()
            .processing(
                partition.topic(),
                partition.partition(),
                equipment.group(),
                entries.size(),
                traces.values());
    try (Scope _ = span.makeCurrent()) {
      return equipment.runner().run(claim, entries, published);
    } finally {
      span.end();
    }
  }

  private CompletableFuture<Void> publish(List<Result> results, Map<Long, String> traces) {
    long begun = System.nanoTime();
    return equipment
        .publisher()
        .publish(results, traces)
        .thenRun(() -> equipment.batches().published(System.nanoTime() - begun));
  }

  /// The records from `next` on, decoded, as far as they follow one another.
  private List<LogEntry> following(List<ConsumerRecord<byte[], byte[]>> records, long next) {
    List<LogEntry> entries = new ArrayList<>(records.size());
    long expected = next;
    for (ConsumerRecord<byte[], byte[]> each : records) {
      if (each.offset() > expected) {
        break;
      }
      if (each.offset() == expected) {
        entries.add(decoder.decode(each));
        expected++;
      }
    }
    return entries;
  }

  private void markPublished(Claim claim, long published) throws SQLException {
    try (Connection connection = equipment.database().getConnection()) {
      connection.setAutoCommit(true);
      PartitionProgress.markPublished(connection, claim, published);
    }
  }

  /// Stops the partition for everybody. The next claim publishes what is left to publish, sees the
  /// reason and ends the lane.
  private Ending park(Claim claim, String reason) throws SQLException {
    try (Connection connection = equipment.database().getConnection()) {
      connection.setAutoCommit(true);
      PartitionProgress.park(connection, claim, reason);
    }
    equipment.meters().parked();
    return Ending.LOST;
  }
}
