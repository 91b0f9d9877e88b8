package dev.muster.worker.intake;

import dev.muster.worker.decode.RecordDecoder;
import dev.muster.worker.store.PinTopic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The poll loop: the one thread that touches the consumer. It hands records to the lanes, pauses a
/// partition whose lane has enough, and moves it to where its lane says. It never waits for the
/// database, so an outage of any length costs no rebalance.
///
/// Offsets committed to Kafka are advice for dashboards and autoscalers; nothing here reads them. A
/// new partition is put to offset 0 and paused until its lane has claimed it.
final class CommandConsumer implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(CommandConsumer.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration REVOKE_WAIT_MAX = Duration.ofSeconds(5);
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(15);
  private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);

  private record Running(PartitionLane lane, LaneThreads.Running thread) {}

  private final Consumer<byte[], byte[]> consumer;
  private final Map<String, Topic> topics;
  private final PartitionLane.Equipment equipment;
  private final Map<TopicPartition, Running> lanes = new HashMap<>();
  private final Map<String, String> brokenTopics = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final LongSupplier nanos;
  private long commitDueNanos;
  private volatile boolean stopping;
  private volatile long polledNanos;

  CommandConsumer(
      Consumer<byte[], byte[]> consumer,
      Map<String, Topic> topics,
      PartitionLane.Equipment equipment) {
    this.consumer = consumer;
    this.topics = topics;
    this.equipment = equipment;
    this.nanos = equipment.timeAndChance().nanos();
    this.commitDueNanos = nanos.getAsLong();
    this.polledNanos = commitDueNanos;
  }

  /// Ends the loop: batches under way are finished, their results published, the group left.
  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  /// Whether the loop came round of late.
  boolean polledWithin(Duration time) {
    return nanos.getAsLong() - polledNanos < time.toNanos();
  }

  /// Parks every partition of a topic that is not what it was, those assigned later included.
  void breakTopic(String topic, String reason) {
    brokenTopics.put(topic, reason);
  }

  @Override
  public void run() {
    try (consumer) {
      join();
      while (!stopping) {
        turn();
      }
      leave();
    } catch (Throwable e) {
      equipment.onDeath().accept(e);
    }
  }

  /// Joins the workers' group.
  void join() {
    consumer.subscribe(topics.keySet(), new Rebalance());
  }

  /// Once round the loop.
  void turn() {
    polledNanos = nanos.getAsLong();
    steer();
    poll();
    commitAdvice();
  }

  /// Ends the lanes; whoever holds the consumer closes it then.
  void leave() {
    stopLanes(List.copyOf(lanes.keySet()), STOP_WAIT_MAX);
  }

  /// Positions and flow, as the lanes want them.
  private void steer() {
    List<TopicPartition> resume = new ArrayList<>();
    List<TopicPartition> pause = new ArrayList<>();
    lanes.forEach(
        (partition, running) -> {
          Inbox inbox = running.lane().inbox();
          String broken = brokenTopics.get(partition.topic());
          if (broken != null) {
            inbox.breakWith(broken);
          }
          Long wanted = inbox.wantedOffset();
          if (wanted != null) {
            consumer.seek(partition, wanted);
            inbox.sought();
          }
          (inbox.wantsRecords() ? resume : pause).add(partition);
        });
    consumer.resume(resume);
    consumer.pause(pause);
  }

  private void poll() {
    try {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      for (TopicPartition partition : polled.partitions()) {
        Running running = lanes.get(partition);
        if (running != null) {
          running.lane().arrive(polled.records(partition));
        }
      }
    } catch (WakeupException e) {
      log.debug("Woken up to stop");
    } catch (InvalidOffsetException e) {
      for (TopicPartition partition : e.partitions()) {
        Running running = lanes.get(partition);
        if (running != null) {
          running
              .lane()
              .inbox()
              .breakWith("the log does not have the next offset: " + e.getMessage());
        }
      }
    }
  }

  private void commitAdvice() {
    if (nanos.getAsLong() - commitDueNanos < 0) {
      return;
    }
    commitDueNanos = nanos.getAsLong() + COMMIT_EVERY.toNanos();
    lookAhead();
    Map<TopicPartition, OffsetAndMetadata> moved = advice(lanes.keySet());
    if (!moved.isEmpty()) {
      consumer.commitAsync(
          moved,
          (_, failure) -> {
            if (failure != null) {
              log.debug("Advisory commit failed", failure);
            }
          });
    }
  }

  /// How far the log goes, as the last fetch knew it.
  private void lookAhead() {
    lanes.forEach(
        (partition, running) -> {
          OptionalLong ahead = consumer.currentLag(partition);
          if (ahead.isPresent()) {
            running.lane().progress().logEnd(consumer.position(partition) + ahead.getAsLong());
          }
        });
  }

  private Map<TopicPartition, OffsetAndMetadata> advice(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
    for (TopicPartition partition : partitions) {
      Running running = lanes.get(partition);
      long decided = running == null ? -1 : running.lane().progress().decidedOffset();
      if (decided >= 0 && !Long.valueOf(decided).equals(committed.put(partition, decided))) {
        moved.put(partition, new OffsetAndMetadata(decided));
      }
    }
    return moved;
  }

  private void startLane(TopicPartition partition) {
    Topic topic = topics.get(partition.topic());
    if (topic == null || partition.partition() >= topic.partitionCount()) {
      throw new IllegalStateException(partition + " is not among the pinned partitions");
    }
    var decoder = new RecordDecoder(topic.id(), topic.partitionCount());
    var lane = new PartitionLane(partition, topic.id(), decoder, equipment);
    lanes.put(partition, new Running(lane, equipment.threads().start(lane)));
    showLanes();
  }

  private void stopLanes(Collection<TopicPartition> partitions, Duration wait) {
    List<Running> stopped = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      Running running = lanes.get(partition);
      if (running != null) {
        running.lane().inbox().close();
        stopped.add(running);
      }
    }
    long deadline = nanos.getAsLong() + wait.toNanos();
    try {
      for (Running running : stopped) {
        // Whoever does not end in time is fenced by the next owner's claim.
        running.thread().join(Duration.ofNanos(Math.max(1, deadline - nanos.getAsLong())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    commitLastAdvice(partitions);
    partitions.forEach(lanes::remove);
    partitions.forEach(committed::remove);
    showLanes();
  }

  private void showLanes() {
    equipment.meters().hold(lanes.values().stream().map(each -> each.lane().progress()).toList());
  }

  private void commitLastAdvice(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> moved = advice(partitions);
    if (moved.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(moved, Duration.ofSeconds(2));
    } catch (KafkaException e) {
      log.debug("Advisory commit failed", e);
    }
  }

  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      for (TopicPartition partition : partitions) {
        consumer.seek(partition, 0);
        startLane(partition);
      }
      consumer.pause(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      stopLanes(partitions, REVOKE_WAIT_MAX);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      stopLanes(partitions, Duration.ZERO);
    }
  }
}
