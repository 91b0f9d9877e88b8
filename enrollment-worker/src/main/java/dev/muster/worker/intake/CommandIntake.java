package dev.muster.worker.intake;

import dev.muster.schemas.connection.Causes;
import dev.muster.telemetry.Tracing;
import dev.muster.worker.BatchMeters;
import dev.muster.worker.BatchProcessor;
import dev.muster.worker.publish.ResultPublisher;
import dev.muster.worker.store.PinTopic.Topic;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the intake when broker and database are there, watches that the topics stay what they
/// were, and stops it.
public final class CommandIntake {
  private static final Logger log = LoggerFactory.getLogger(CommandIntake.class);
  private static final Duration WATCH_EVERY = Duration.ofSeconds(15);
  private static final Duration STOP_MAX = Duration.ofSeconds(25);

  /// Longer than a rebalance, which is the longest that the loop waits for anybody.
  private static final Duration STALL_MAX = Duration.ofSeconds(60);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final CommandTopics topics;
  private final PartitionLane.Equipment equipment;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable CommandConsumer running;

  /// @param workerId shown as the owner of claimed partitions
  /// @param consumers makes the consumer once the topics are known
  /// @param group the workers' consumer group, as traces name it
  /// @param onDeath told when the worker cannot go on; the process must end then
  public CommandIntake(
      String workerId,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Admin admin,
      DataSource database,
      BatchProcessor processor,
      ResultPublisher publisher,
      BatchLimits limits,
      Clock clock,
      IntakeMeters meters,
      BatchMeters batches,
      Tracing tracing,
      String group,
      java.util.function.Consumer<Throwable> onDeath) {
    this.consumers = consumers;
    this.topics = new CommandTopics(admin, database);
    this.equipment =
        new PartitionLane.Equipment(
            workerId,
            database,
            new BatchRunner(processor, clock, meters),
            publisher,
            topics,
            limits,
            meters,
            batches,
            tracing,
            group,
            TimeAndChance.REAL,
            Thread::startVirtualThread,
            LaneThreads.virtual(onDeath),
            onDeath);
    this.thread = Thread.ofPlatform().name("intake").unstarted(this::run);
  }

  /// Returns at once; the work goes on in the background.
  public void start() {
    thread.start();
  }

  /// Finishes the batches under way and waits for them, not for ever.
  public void stop() {
    stopping.countDown();
    CommandConsumer consumer = running;
    if (consumer != null) {
      consumer.stop();
    } else {
      // Still waiting for broker or database: there is nothing to finish.
      thread.interrupt();
    }
    try {
      thread.join(STOP_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether the work goes on; not whether there is any. A broker or a database that is away ends
  /// nothing.
  public boolean alive() {
    CommandConsumer consumer = running;
    boolean ended = thread.getState() == Thread.State.TERMINATED && stopping.getCount() > 0;
    return !ended
        && (consumer == null || stopping.getCount() == 0 || consumer.polledWithin(STALL_MAX));
  }

  private void run() {
    try {
      Map<String, Topic> pinned = awaitTopics();
      if (pinned.isEmpty()) {
        return;
      }
      var consumer = new CommandConsumer(consumers.get(), pinned, equipment);
      // Before the first record is fetched, so that nothing of another log is decided.
      breakChanged(consumer, pinned);
      running = consumer;
      if (stopping.getCount() == 0) {
        consumer.stop();
      }
      Thread watch = Thread.ofVirtual().name("topic-watch").start(() -> watch(consumer, pinned));
      consumer.run();
      watch.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      equipment.onDeath().accept(e);
    }
  }

  /// The topics as pinned, or nothing when stopped before they could be found.
  private Map<String, Topic> awaitTopics() throws InterruptedException {
    var backoff = new Backoff(TimeAndChance.REAL.dice());
    String complaint = "";
    do {
      try {
        Map<String, Topic> found = topics.describe();
        Map<String, Topic> pinned = topics.pin(found);
        for (Topic topic : pinned.values()) {
          Topic now = found.getOrDefault(topic.name(), topic);
          String mismatch = CommandTopics.countMismatch(topic, now);
          if (mismatch != null) {
            throw new IllegalStateException(mismatch + ". Refusing to start.");
          }
        }
        return pinned;
      } catch (LogUnavailableException | SQLException e) {
        String cause = Causes.of(e);
        // Once per kind of trouble.
        if (!cause.equals(complaint)) {
          complaint = cause;
          log.warn("Waiting for the command topics and the database: {}", complaint);
        }
      }
    } while (!stopping.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS));
    return Map.of();
  }

  private void watch(CommandConsumer consumer, Map<String, Topic> pinned) {
    try {
      while (!stopping.await(WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        breakChanged(consumer, pinned);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void breakChanged(CommandConsumer consumer, Map<String, Topic> pinned)
      throws InterruptedException {
    try {
      Map<String, Topic> found = topics.describe();
      for (Topic topic : pinned.values()) {
        Topic now = found.getOrDefault(topic.name(), topic);
        String identity = CommandTopics.identityMismatch(topic, now);
        String count = CommandTopics.countMismatch(topic, now);
        if (identity != null || count != null) {
          consumer.breakTopic(topic.name(), identity != null ? identity : String.valueOf(count));
        }
      }
    } catch (LogUnavailableException e) {
      log.debug("The broker does not say how the topics are", e);
    }
  }
}
