package dev.muster.worker.intake;

import dev.muster.telemetry.Tracing;
import dev.muster.worker.BatchMeters;
import dev.muster.worker.BatchProcessor;
import dev.muster.worker.publish.ResultPublisher;
import dev.muster.worker.store.PinTopic.Topic;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// The real intake without a thread of its own: whoever holds it takes the poll loop and each lane
/// from step to step, in whatever order.
public final class SteppedIntake {
  // Nobody reads them.
  private static final CompositeMeterRegistry REGISTRY = new CompositeMeterRegistry();
  private static final IntakeMeters METERS = new IntakeMeters(REGISTRY, Clock.systemUTC());
  private static final BatchMeters BATCHES = new BatchMeters(REGISTRY, Clock.systemUTC());

  /// What surrounds the worker.
  ///
  /// @param logEnds the end of a partition's log
  /// @param join called when the loop waits for a lane to end
  public record Surroundings(
      String workerId,
      Consumer<byte[], byte[]> consumer,
      Map<String, Topic> topics,
      DataSource database,
      ResultPublisher publisher,
      ToLongFunction<TopicPartition> logEnds,
      BatchLimits limits,
      Clock clock,
      LongSupplier nanos,
      LongUnaryOperator dice,
      BiConsumer<Lane, Duration> join) {}

  private final CommandConsumer loop;
  private final List<Lane> lanes = new ArrayList<>();

  public SteppedIntake(Surroundings around, BatchProcessor processor) {
    LongSupplier nanos = around.nanos();
    var equipment =
        new PartitionLane.Equipment(
            around.workerId(),
            around.database(),
            new BatchRunner(processor, around.clock(), METERS),
            around.publisher(),
            partition -> new Log.Range(0, around.logEnds().applyAsLong(partition)),
            around.limits(),
            METERS,
            BATCHES,
            Tracing.OFF,
            "simulation",
            new TimeAndChance(nanos, around.dice()),
            Runnable::run,
            lane -> {
              var stepped = new Lane(lane, nanos);
              lanes.add(stepped);
              return wait -> around.join().accept(stepped, wait);
            },
            death -> {
              throw new IllegalStateException("the worker died", death);
            });
    this.loop = new CommandConsumer(around.consumer(), around.topics(), equipment);
  }

  /// Joins the group.
  public void join() {
    loop.join();
  }

  /// Once round the poll loop.
  public void turn() {
    loop.turn();
  }

  /// Ends the lanes, as a stop does.
  public void leave() {
    loop.leave();
  }

  /// Lanes that have not ended, those whose partition was taken away included.
  public List<Lane> lanes() {
    lanes.removeIf(Lane::hasEnded);
    return lanes;
  }

  /// One partition's lane.
  public static final class Lane {
    private final PartitionLane lane;
    private final LongSupplier nanos;
    private Wait wait = Wait.NOTHING;
    private long dueNanos;

    private Lane(PartitionLane lane, LongSupplier nanos) {
      this.lane = lane;
      this.nanos = nanos;
    }

    public TopicPartition partition() {
      return lane.partition();
    }

    public boolean hasEnded() {
      return wait instanceof Wait.End;
    }

    /// Whether what it waits for has come.
    public boolean isReady() {
      Inbox inbox = lane.inbox();
      return switch (wait) {
        case Wait.Nothing _ -> true;
        case Wait.End _ -> false;
        case Wait.Sought _ -> inbox.wantedOffset() == null || inbox.isClosed();
        case Wait.Records _ ->
            inbox.oldestMillis() != Long.MAX_VALUE
                || inbox.isClosed()
                || inbox.broken() != null
                || isDue();
        case Wait.Pause _ -> inbox.isClosed() || isDue();
        case Wait.Sent(CompletableFuture<Void> sends, Duration _) -> sends.isDone() || isDue();
      };
    }

    private boolean isDue() {
      return nanos.getAsLong() >= dueNanos;
    }

    /// When its wait ends at the latest; the largest number if never.
    public long dueNanos() {
      return dueNanos;
    }

    /// What it waits for, in words.
    public String waiting() {
      return wait.getClass().getSimpleName();
    }

    /// One step.
    public void step() {
      try {
        wait = lane.step();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts", e);
      }
      long now = nanos.getAsLong();
      dueNanos =
          switch (wait) {
            case Wait.Nothing _ -> now;
            case Wait.Sought _, Wait.End _ -> Long.MAX_VALUE;
            case Wait.Records(Duration max) -> now + max.toNanos();
            case Wait.Pause(Duration max) -> now + max.toNanos();
            case Wait.Sent sent -> now + sent.max().toNanos();
          };
    }
  }
}
