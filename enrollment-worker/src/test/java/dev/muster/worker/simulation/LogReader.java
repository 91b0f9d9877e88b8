package dev.muster.worker.simulation;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A consumer of the simulated broker. It learns of a rebalance when it polls, fetches late, and
/// now and then hands out what it has handed out before; never in another order, and it leaves
/// nothing out.
final class LogReader {
  private static final int FETCH_MAX = 4;

  private final Broker broker;
  private final Chance chance;
  private final boolean seeks;
  private final Set<TopicPartition> assigned = new LinkedHashSet<>();
  private final Set<TopicPartition> paused = new LinkedHashSet<>();
  private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
  private @Nullable ConsumerRebalanceListener listener;
  private boolean joined;

  /// @param seeks whether it goes where it is told to
  LogReader(Broker broker, Chance chance, boolean seeks) {
    this.broker = broker;
    this.chance = chance;
    this.seeks = seeks;
  }

  @SuppressWarnings("unchecked") // The proxy has no other way to say what it consumes.
  Consumer<byte[], byte[]> consumer() {
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            LogReader.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "subscribe" -> subscribe((ConsumerRebalanceListener) arguments[1]);
                  case "poll" -> poll();
                  case "seek" -> seek((TopicPartition) arguments[0], (Long) arguments[1]);
                  case "pause" -> paused.addAll(partitions(arguments[0]));
                  case "resume" -> paused.removeAll(partitions(arguments[0]));
                  case "position" -> position((TopicPartition) arguments[0]);
                  case "currentLag" -> OptionalLong.empty();
                  case "commitAsync", "commitSync", "wakeup", "close" -> null;
                  default -> throw new UnsupportedOperationException(method.toString());
                });
  }

  @SuppressWarnings("unchecked") // As Consumer declares it.
  private static Collection<TopicPartition> partitions(Object argument) {
    return (Collection<TopicPartition>) argument;
  }

  private @Nullable Object subscribe(ConsumerRebalanceListener told) {
    listener = told;
    return null;
  }

  private @Nullable Object seek(TopicPartition partition, long offset) {
    if (seeks || !positions.containsKey(partition)) {
      positions.put(partition, offset);
    }
    return null;
  }

  private long position(TopicPartition partition) {
    return Objects.requireNonNull(positions.get(partition), "no position");
  }

  private ConsumerRecords<byte[], byte[]> poll() {
    learn(Objects.requireNonNull(listener));
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new LinkedHashMap<>();
    for (TopicPartition partition : assigned) {
      if (!paused.contains(partition) && !chance.oneIn(3)) {
        List<ConsumerRecord<byte[], byte[]>> records = fetch(partition);
        if (!records.isEmpty()) {
          fetched.put(partition, records);
        }
      }
    }
    return new ConsumerRecords<>(fetched, Map.of());
  }

  private void learn(ConsumerRebalanceListener told) {
    if (!broker.isMember(this)) {
      if (joined) {
        List<TopicPartition> lost = List.copyOf(assigned);
        assigned.clear();
        told.onPartitionsLost(lost);
      }
      joined = true;
      broker.join(this);
    }
    List<TopicPartition> revoked = new ArrayList<>(assigned);
    revoked.removeIf(partition -> broker.isAssigned(partition, this));
    if (!revoked.isEmpty()) {
      told.onPartitionsRevoked(revoked);
      assigned.removeAll(revoked);
    }
    List<TopicPartition> added = new ArrayList<>(broker.partitions());
    added.removeIf(
        partition -> assigned.contains(partition) || !broker.isAssigned(partition, this));
    if (!added.isEmpty()) {
      assigned.addAll(added);
      added.forEach(positions::remove);
      told.onPartitionsAssigned(added);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> fetch(TopicPartition partition) {
    List<ConsumerRecord<byte[], byte[]>> log = broker.log(partition);
    int position = (int) Math.min(position(partition), log.size());
    if (position == log.size()) {
      return List.of();
    }
    int end = Math.min(log.size(), position + 1 + chance.below(FETCH_MAX));
    int begin = chance.oneIn(8) ? Math.max(0, position - 1 - chance.below(3)) : position;
    positions.put(partition, (long) end);
    return log.subList(begin, end);
  }

  /// The poll loop is not entered again.
  Duration close() {
    broker.remove(this);
    return Duration.ZERO;
  }
}
