package dev.muster.worker.webhook.fanout;

import dev.muster.schemas.Topics;
import dev.muster.schemas.connection.Causes;
import dev.muster.worker.webhook.DispatchSignal;
import dev.muster.worker.webhook.fanout.ResultFanout.Outcome;
import dev.muster.worker.webhook.store.FanoutProgress;
import dev.muster.worker.webhook.store.FanoutProgress.Stretch;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the results topic for the fan-out. Positions are the database's: a partition that was just
/// assigned, or whose transaction failed or was fenced, is put to where its row says before it is
/// read on.
///
/// When the log has lost what the row asks for, it goes on with the oldest result there is, and
/// says so: the outcomes between are stored as decisions and can be replayed.
public final class FanoutConsumer implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(FanoutConsumer.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);
  private static final long PAUSE_AFTER_FAILURE_MS = 500;

  /// While nobody wants to hear of anything, results are only counted: ten commits a second do, and
  /// leave the disk to the decisions.
  private static final long PAUSE_WITHOUT_ENDPOINTS_MS = 100;
  private static final int FEW_RECORDS = 500;

  private final Consumer<byte[], byte[]> consumer;
  private final UUID topicId;
  private final DataSource database;
  private final ResultFanout fanout;
  private final DispatchSignal signal;
  private final FanoutCounters counters;
  private final Map<TopicPartition, Long> standing = new HashMap<>();
  private final Set<TopicPartition> unpositioned = new HashSet<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private long commitDueNanos = System.nanoTime();

  /// @param topicId id of the results topic; positions belong to it and not to the name
  public FanoutConsumer(
      Consumer<byte[], byte[]> consumer,
      UUID topicId,
      DataSource database,
      ResultFanout fanout,
      DispatchSignal signal,
      FanoutCounters counters) {
    this.consumer = consumer;
    this.topicId = topicId;
    this.database = database;
    this.fanout = fanout;
    this.signal = signal;
    this.counters = counters;
  }

  /// Ends the loop after the transaction under way.
  public void stop() {
    stopping.countDown();
    consumer.wakeup();
  }

  @Override
  public void run() {
    try (consumer) {
      consumer.subscribe(List.of(Topics.RESULTS), new Rebalance());
      while (stopping.getCount() > 0) {
        try {
          position();
          ConsumerRecords<byte[], byte[]> polled = poll();
          fanOut(polled);
          commitAdvice();
          if (fanout.isUnheard() && polled.count() < FEW_RECORDS) {
            boolean _ = stopping.await(PAUSE_WITHOUT_ENDPOINTS_MS, TimeUnit.MILLISECONDS);
          }
        } catch (SQLException e) {
          log.warn("The fan-out waits for the database: {}", Causes.of(e));
          reposition(standing.keySet());
          boolean _ = stopping.await(PAUSE_AFTER_FAILURE_MS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (WakeupException e) {
      log.debug("Woken up to stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Puts partitions to where their rows say.
  private void position() throws SQLException {
    if (unpositioned.isEmpty()) {
      return;
    }
    Map<Integer, Long> rows;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(true);
      for (TopicPartition partition : unpositioned) {
        FanoutProgress.start(connection, topicId, partition.partition());
      }
      rows = FanoutProgress.find(connection, topicId);
    }
    for (TopicPartition partition : unpositioned) {
      long offset = rows.getOrDefault(partition.partition(), 0L);
      standing.put(partition, offset);
      consumer.seek(partition, offset);
    }
    consumer.resume(unpositioned);
    unpositioned.clear();
  }

  private ConsumerRecords<byte[], byte[]> poll() {
    try {
      return consumer.poll(POLL);
    } catch (InvalidOffsetException e) {
      Map<TopicPartition, Long> oldest = consumer.beginningOffsets(e.partitions());
      oldest.forEach(
          (partition, offset) -> {
            if (standing.getOrDefault(partition, 0L) > 0) {
              counters.gaps.increment();
              log.error(
                  "{} has lost results from {} up to {}: webhooks go on from there; use"
                      + " replay-missing for what lies between",
                  partition,
                  standing.get(partition),
                  offset);
            }
            consumer.seek(partition, offset);
          });
      return ConsumerRecords.empty();
    }
  }

  private void fanOut(ConsumerRecords<byte[], byte[]> polled) throws SQLException {
    List<Stretch> stretches = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (TopicPartition partition : polled.partitions()) {
      Long expected = standing.get(partition);
      if (expected == null || unpositioned.contains(partition)) {
        continue;
      }
      List<ConsumerRecord<byte[], byte[]>> some = polled.records(partition);
      records.addAll(some);
      stretches.add(new Stretch(partition.partition(), expected, some.getLast().offset() + 1));
    }
    if (stretches.isEmpty()) {
      return;
    }
    switch (fanout.process(topicId, stretches, records)) {
      case Outcome.Done(int deliveries) -> {
        for (Stretch each : stretches) {
          standing.put(new TopicPartition(Topics.RESULTS, each.partition()), each.next());
        }
        if (deliveries > 0) {
          signal.deliveriesDue();
        }
      }
      case Outcome.Fenced _ -> {
        log.info("Another worker has fanned these results out; looking where it got to");
        reposition(polled.partitions());
      }
    }
  }

  private void reposition(Collection<TopicPartition> partitions) {
    Set<TopicPartition> assigned = consumer.assignment();
    for (TopicPartition partition : partitions) {
      if (assigned.contains(partition)) {
        unpositioned.add(partition);
      }
    }
    consumer.pause(unpositioned);
  }

  private void commitAdvice() {
    if (System.nanoTime() - commitDueNanos < 0) {
      return;
    }
    commitDueNanos = System.nanoTime() + COMMIT_EVERY.toNanos();
    Map<TopicPartition, OffsetAndMetadata> advice = new HashMap<>();
    standing.forEach((partition, offset) -> advice.put(partition, new OffsetAndMetadata(offset)));
    if (!advice.isEmpty()) {
      consumer.commitAsync(
          advice,
          (_, failure) -> {
            if (failure != null) {
              log.debug("Advisory commit failed", failure);
            }
          });
    }
  }

  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      // A position of its own, so that the poll does not ask for a committed one.
      partitions.forEach(partition -> consumer.seek(partition, 0));
      unpositioned.addAll(partitions);
      consumer.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      unpositioned.removeAll(partitions);
      standing.keySet().removeAll(partitions);
    }
  }
}
