package dev.muster.worker.intake;

import dev.muster.schemas.result.Result;
import dev.muster.telemetry.Tracing;
import dev.muster.worker.BatchMeters;
import dev.muster.worker.decode.RecordDecoder;
import dev.muster.worker.publish.ResultPublisher;
import dev.muster.worker.store.Claim;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works on one partition from assignment to revocation:
///
/// 1. claim the partition: a new epoch, and where it stands; 2. publish what a predecessor decided
/// and did not publish; 3. hold the log against it: a log that does not have that offset is not the
/// log that was decided; 4. go to the first undecided record and decide batch after batch, see
/// [LaneWork].
///
/// Whatever goes wrong leads back to 1, with a pause, and the row in the database says where to go
/// on.
///
/// A lane goes in steps. A step does what can be done without waiting, one transaction at most, and
/// says what to wait for. [LaneThreads] does the waiting, so whoever wants to see every order of
/// things can be that instead.
final class PartitionLane {
  private static final Logger log = LoggerFactory.getLogger(PartitionLane.class);
  private static final int BACKLOG_PAGE = 1000;

  /// Then it is looked again; the producer itself gives up only when it is closed.
  private static final Duration BACKLOG_WAIT = Duration.ofMinutes(1);

  /// What all lanes of a worker share.
  ///
  /// @param publishing runs what comes after a commit, while the lane decides the next batch
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
      TimeAndChance timeAndChance,
      Executor publishing,
      LaneThreads threads,
      Consumer<Throwable> onDeath) {}

  /// What to do next.
  @FunctionalInterface
  interface State {
    Wait step()
        throws SQLException, LogUnavailableException, ExecutionException, InterruptedException;
  }

  private final TopicPartition partition;
  private final UUID topicId;
  private final RecordDecoder decoder;
  private final Equipment equipment;
  private final Inbox inbox;
  private final Backoff backoff;
  private final LaneProgress progress;
  private State state = this::claim;

  PartitionLane(
      TopicPartition partition, UUID topicId, RecordDecoder decoder, Equipment equipment) {
    this.partition = partition;
    this.topicId = topicId;
    this.decoder = decoder;
    this.equipment = equipment;
    this.inbox = new Inbox(equipment.limits());
    this.backoff = new Backoff(equipment.timeAndChance().dice());
    this.progress = new LaneProgress(partition, inbox);
  }

  TopicPartition partition() {
    return partition;
  }

  Inbox inbox() {
    return inbox;
  }

  /// Records of the partition, in log order. They are read here, on the thread that polled them.
  void arrive(List<ConsumerRecord<byte[], byte[]>> records) {
    if (!inbox.isFlowing()) {
      return; // A seek will bring them again.
    }
    List<Arrival> arrivals = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> each : records) {
      long bytes =
          Math.max(0L, each.serializedKeySize()) + Math.max(0L, each.serializedValueSize());
      arrivals.add(new Arrival(decoder.decode(each), Tracing.traceparent(each.headers()), bytes));
    }
    inbox.offer(arrivals);
  }

  /// How far it is.
  LaneProgress progress() {
    return progress;
  }

  /// Does what can be done now.
  ///
  /// @return what to wait for before the next step
  /// @throws RuntimeException for a defect of this code; there is no next step then
  Wait step() throws InterruptedException {
    try {
      return state.step();
    } catch (SQLException | LogUnavailableException | ExecutionException e) {
      return claimAgain(e.toString());
    }
  }

  private Wait claim() throws SQLException {
    HeldPartition held =
        HeldPartition.claim(
            equipment.database(), topicId, partition.partition(), equipment.workerId());
    progress.claimed(held.claim().epoch());
    equipment.meters().claimed(partition.topic());
    return goOn(() -> publishBacklog(held, held.claim().publishedOffset()));
  }

  private Wait publishBacklog(HeldPartition held, long from) throws SQLException {
    if (inbox.isClosed()) {
      return stop();
    }
    if (from >= held.claim().nextOffset()) {
      return goOn(() -> compareWithLog(held));
    }
    List<Result> page = held.unpublished(from, BACKLOG_PAGE);
    boolean last = page.size() < BACKLOG_PAGE;
    long to = last ? held.claim().nextOffset() : page.getLast().header().position().offset() + 1;
    CompletableFuture<Void> sends = equipment.publisher().publish(page);
    return goOn(() -> backlogSent(held, sends, to));
  }

  private Wait backlogSent(HeldPartition held, CompletableFuture<Void> sends, long to)
      throws SQLException, ExecutionException, InterruptedException {
    if (!sends.isDone()) {
      return new Wait.Sent(sends, BACKLOG_WAIT);
    }
    sends.get();
    return held.markPublished(to)
        ? goOn(() -> publishBacklog(held, to))
        : claimAgain("another worker holds the partition");
  }

  private Wait compareWithLog(HeldPartition held)
      throws SQLException, LogUnavailableException, InterruptedException {
    Claim claim = held.claim();
    if (claim.parkedReason() != null) {
      log.error("{} is parked: {}", partition, claim.parkedReason());
      return stop();
    }
    String contradiction = contradiction(claim, equipment.log().range(partition));
    if (contradiction != null) {
      return park(held, contradiction);
    }
    progress.decided(claim.nextOffset());
    log.info("{} claimed at offset {}, epoch {}", partition, claim.nextOffset(), claim.epoch());
    var work = new LaneWork(this, equipment, held);
    state = work::step;
    return work.begin();
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

  private Wait goOn(State next) {
    state = next;
    return Wait.NOTHING;
  }

  /// A batch was decided; the next failure starts from the shortest pause.
  void wentWell() {
    backoff.reset();
  }

  /// Stops the partition for everybody. The next claim publishes what is left to publish, sees the
  /// reason and ends the lane.
  Wait park(HeldPartition held, String reason) throws SQLException {
    held.park(reason);
    equipment.meters().parked();
    return pause();
  }

  /// The claim is no good any more, or nobody knows.
  Wait claimAgain(String why) {
    log.warn("{} will be claimed again: {}", partition, why);
    return pause();
  }

  private Wait pause() {
    letGo();
    state = this::afterPause;
    return new Wait.Pause(backoff.next());
  }

  private Wait afterPause() {
    return inbox.isClosed() ? stop() : goOn(this::claim);
  }

  /// Ends the lane.
  Wait stop() {
    letGo();
    state = () -> Wait.END;
    return Wait.END;
  }

  private void letGo() {
    progress.idle();
    inbox.stopFlow();
  }
}
