package dev.muster.worker.webhook.manage;

import dev.muster.schemas.Topics;
import dev.muster.schemas.connection.Causes;
import dev.muster.worker.webhook.DispatchSignal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the command topic while it is a member of the group, and carries out one record after the
/// other. A record that cannot be carried out because the database is away is tried again, with a
/// growing pause, and everything behind it waits; polling goes on meanwhile, so nobody takes this
/// process for dead. An offset is committed after the transaction of its record: what comes twice
/// is told by its operation.
final class EndpointCommands {
  private static final Logger log = LoggerFactory.getLogger(EndpointCommands.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration COMMIT_WAIT_MAX = Duration.ofSeconds(3);
  private static final long PAUSE_MIN_NANOS = Duration.ofMillis(100).toNanos();
  private static final long PAUSE_MAX_NANOS = Duration.ofSeconds(5).toNanos();

  private final Consumer<byte[], byte[]> consumer;
  private final CommandProcessor processor;
  private final AssignedEndpoints assigned;
  private final DispatchSignal signal;
  private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
  private long pauseNanos = PAUSE_MIN_NANOS;
  private long retryAtNanos = System.nanoTime();
  private int partitionCount = 1;
  private volatile boolean stopping;

  EndpointCommands(
      Consumer<byte[], byte[]> consumer,
      CommandProcessor processor,
      AssignedEndpoints assigned,
      DispatchSignal signal) {
    this.consumer = consumer;
    this.processor = processor;
    this.assigned = assigned;
    this.signal = signal;
  }

  /// Serves until stopped.
  ///
  /// @throws KafkaException if this consumer cannot go on; another one can
  void serve() {
    try {
      subscribe();
      while (!stopping) {
        step();
      }
    } catch (WakeupException e) {
      log.debug("Woken up to stop");
    } finally {
      own(List.of());
    }
  }

  /// Joins the group.
  void subscribe() {
    consumer.subscribe(List.of(Topics.WEBHOOK_COMMANDS), new Rebalance());
  }

  /// Ends [#serve] after the record that is under way.
  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  /// Polls once and carries out what there is.
  void step() {
    if (waiting.isEmpty()) {
      consumer.resume(consumer.paused());
    } else {
      consumer.pause(consumer.assignment());
    }
    for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(POLL)) {
      waiting.add(polled);
    }
    while (!stopping && !waiting.isEmpty() && System.nanoTime() - retryAtNanos >= 0) {
      carryOut(waiting.getFirst());
    }
  }

  private void carryOut(ConsumerRecord<byte[], byte[]> polled) {
    try {
      processor.process(ManagementRecord.read(polled, partitionCount));
      waiting.removeFirst();
      pauseNanos = PAUSE_MIN_NANOS;
      commit(polled);
    } catch (SQLException e) {
      log.warn("A webhook command waits for the database: {}", Causes.of(e));
      retryAtNanos = System.nanoTime() + pauseNanos;
      pauseNanos = Math.min(PAUSE_MAX_NANOS, 2 * pauseNanos);
    }
  }

  private void commit(ConsumerRecord<byte[], byte[]> done) {
    var partition = new TopicPartition(done.topic(), done.partition());
    try {
      consumer.commitSync(
          Map.of(partition, new OffsetAndMetadata(done.offset() + 1)), COMMIT_WAIT_MAX);
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      // It comes again then, and changes nothing.
      log.debug("An offset of the webhook commands was not committed", e);
    }
  }

  private void own(Collection<TopicPartition> partitions) {
    var owned = new BitSet();
    for (TopicPartition partition : partitions) {
      owned.set(partition.partition());
    }
    assigned.set(partitionCount, owned);
    signal.endpointsChanged();
  }

  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitionCount = Math.max(1, consumer.partitionsFor(Topics.WEBHOOK_COMMANDS).size());
      own(consumer.assignment());
      log.info("Serving the webhook endpoints of partitions {}", consumer.assignment());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      waiting.removeIf(
          polled -> partitions.contains(new TopicPartition(polled.topic(), polled.partition())));
      own(consumer.assignment().stream().filter(each -> !partitions.contains(each)).toList());
    }
  }
}
