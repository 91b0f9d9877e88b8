package dev.muster.validator.watch;

import dev.muster.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// The broker, asked by Kafka's own clients. They are made at the first question, since they cannot
/// be made while the broker's name does not resolve.
final class KafkaLog implements Log {
  private static final List<String> TOPICS =
      List.of(Topics.TOURNAMENT_COMMANDS, Topics.PLAYER_COMMANDS, Topics.RESULTS);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(6);
  private static final Duration READ_MAX = Duration.ofSeconds(3);
  private static final Duration POLL_MAX = Duration.ofMillis(250);

  private final LogClients clients;
  private @Nullable Admin admin;
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;

  KafkaLog(LogClients clients) {
    this.clients = clients;
  }

  @Override
  public Map<Place, Long> endOffsets()
      throws ExecutionException, TimeoutException, InterruptedException {
    if (admin == null) {
      admin = clients.admin();
    }
    long deadline = System.nanoTime() + ANSWER_MAX.toNanos();
    Map<Place, OffsetSpec> places = new HashMap<>();
    for (TopicDescription topic : topics(admin, deadline)) {
      Uuid id = topic.topicId();
      var topicId = new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
      topic
          .partitions()
          .forEach(
              partition ->
                  places.put(
                      new Place(topic.name(), topicId, partition.partition()),
                      OffsetSpec.latest()));
    }
    return ends(admin, places, deadline);
  }

  private static List<TopicDescription> topics(Admin admin, long deadline)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<TopicDescription> found = new ArrayList<>();
    for (KafkaFuture<TopicDescription> topic :
        admin.describeTopics(TOPICS).topicNameValues().values()) {
      try {
        found.add(topic.get(left(deadline), TimeUnit.NANOSECONDS));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        // The API makes the topics when it first starts.
      }
    }
    return found;
  }

  private static Map<Place, Long> ends(Admin admin, Map<Place, OffsetSpec> places, long deadline)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    places.forEach((place, spec) -> asked.put(partition(place), spec));
    ListOffsetsResult answer = admin.listOffsets(asked);
    Map<Place, Long> ends = new HashMap<>();
    ExecutionException refused = null;
    for (Place place : places.keySet()) {
      try {
        ends.put(
            place,
            answer
                .partitionResult(partition(place))
                .get(left(deadline), TimeUnit.NANOSECONDS)
                .offset());
      } catch (ExecutionException e) {
        refused = e; // Such as a partition without a leader, which does not hide the others.
      }
    }
    if (ends.isEmpty() && refused != null) {
      throw refused;
    }
    return ends;
  }

  /// One record of each partition is enough; a partition that gave its own is paused.
  @Override
  public Map<Place, Long> appendedAtMillis(Map<Place, Long> offsets) {
    if (consumer == null) {
      consumer = clients.consumer();
    }
    KafkaConsumer<byte[], byte[]> reader = consumer;
    Map<TopicPartition, Place> waiting = new HashMap<>();
    offsets.keySet().forEach(place -> waiting.put(partition(place), place));
    Map<Place, Long> appended = new HashMap<>();
    try {
      reader.assign(waiting.keySet());
      reader.resume(waiting.keySet());
      offsets.forEach((place, offset) -> reader.seek(partition(place), offset));
      long deadline = System.nanoTime() + READ_MAX.toNanos();
      while (!waiting.isEmpty() && System.nanoTime() < deadline) {
        for (var next : reader.poll(POLL_MAX)) {
          var from = new TopicPartition(next.topic(), next.partition());
          Place place = waiting.remove(from);
          if (place != null) {
            appended.put(place, next.timestamp());
            reader.pause(List.of(from));
          }
        }
      }
      reader.unsubscribe();
    } catch (KafkaException e) {
      // What was told so far is true; a client in an unknown state is not used again.
      closeConsumer();
    }
    return appended;
  }

  private static TopicPartition partition(Place place) {
    return new TopicPartition(place.topic(), place.partition());
  }

  private static long left(long deadline) {
    return Math.max(1, deadline - System.nanoTime());
  }

  private void closeConsumer() {
    KafkaConsumer<byte[], byte[]> closing = consumer;
    consumer = null;
    if (closing != null) {
      closing.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  @Override
  public void close() {
    closeConsumer();
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
