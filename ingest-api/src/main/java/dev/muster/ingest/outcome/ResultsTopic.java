package dev.muster.ingest.outcome;

import dev.muster.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/// Which topic the results are in. A consumer goes by the name alone: it reads on in a topic that
/// was made anew, at an offset that means something else there. So the brokers are asked again and
/// again, without waiting for them, which also tells whether they are there.
final class ResultsTopic {
  private static final long ASK_EVERY_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long HEARD_MAX_NANOS = Duration.ofSeconds(8).toNanos();

  private final Admin admin;
  private @Nullable KafkaFuture<TopicDescription> asked;
  private long askedNanos = System.nanoTime();
  private long heardNanos = System.nanoTime();

  ResultsTopic(Admin admin) {
    this.admin = admin;
  }

  /// A topic as the brokers know it.
  ///
  /// @param id changes when the topic is made anew
  record Identity(Uuid id, List<TopicPartition> partitions) {
    private static Identity of(TopicDescription topic) {
      return new Identity(
          topic.topicId(),
          topic.partitions().stream()
              .map(partition -> new TopicPartition(topic.name(), partition.partition()))
              .toList());
    }
  }

  /// Waits for the brokers' answer.
  ///
  /// @throws ExecutionException if there is no such topic, or nobody to ask
  Identity identity() throws ExecutionException, InterruptedException {
    Identity identity = Identity.of(ask().get());
    heardNanos = System.nanoTime();
    return identity;
  }

  /// Whether this is still the topic as far as is known now. Asks every two seconds and returns at
  /// once.
  boolean is(Identity identity) throws InterruptedException {
    KafkaFuture<TopicDescription> answer = asked;
    if (answer != null && answer.isDone()) {
      asked = null;
      try {
        Identity found = Identity.of(answer.get());
        heardNanos = System.nanoTime();
        return found.equals(identity);
      } catch (ExecutionException e) {
        // Whether it is gone or nobody answers: the next answer will tell.
        return true;
      }
    }
    if (answer == null && System.nanoTime() - askedNanos > ASK_EVERY_NANOS) {
      asked = ask();
    }
    return true;
  }

  /// Whether the brokers said something in the last seconds.
  boolean heard() {
    return System.nanoTime() - heardNanos < HEARD_MAX_NANOS;
  }

  private KafkaFuture<TopicDescription> ask() {
    askedNanos = System.nanoTime();
    return admin
        .describeTopics(List.of(Topics.RESULTS))
        .topicNameValues()
        .values()
        .iterator()
        .next();
  }
}
