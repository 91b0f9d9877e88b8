package dev.muster.validator.replay;

import dev.muster.validator.CheckFailedException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// That the topics are the very ones that were decided: one that was made anew under its old name
/// has nothing to do with the rows.
final class PinnedTopics {
  private PinnedTopics() {}

  /// Asks the broker.
  ///
  /// @param settings of the client: where the broker is, and how to get in
  /// @throws CheckFailedException if one is another or missing, or the broker does not answer
  static void require(Map<String, Object> settings, Collection<Captured> captured) {
    Map<String, UUID> pinned = new HashMap<>();
    captured.forEach(each -> pinned.put(each.topic(), each.topicId()));
    try (Admin admin = Admin.create(settings)) {
      admin
          .describeTopics(pinned.keySet())
          .topicNameValues()
          .forEach((name, described) -> require(name, pinned.get(name), described::get));
    } catch (KafkaException e) {
      throw CommandLog.unreadable(e);
    }
  }

  @FunctionalInterface
  private interface Answer {
    TopicDescription get() throws InterruptedException, ExecutionException;
  }

  private static void require(String name, @Nullable UUID pinned, Answer answer) {
    try {
      Uuid found = answer.get().topicId();
      var id = new UUID(found.getMostSignificantBits(), found.getLeastSignificantBits());
      if (!id.equals(pinned)) {
        throw new CheckFailedException(
            "topic %s was made anew: it is %s, and what was decided is %s"
                .formatted(name, id, pinned));
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnknownTopicOrPartitionException
          ? new CheckFailedException("there is no topic " + name)
          : CommandLog.unreadable(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CheckFailedException("interrupted");
    }
  }
}
