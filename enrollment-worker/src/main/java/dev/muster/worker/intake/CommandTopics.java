package dev.muster.worker.intake;

import dev.muster.schemas.Topics;
import dev.muster.worker.store.PinTopic;
import dev.muster.worker.store.PinTopic.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/// The command topics as the broker has them, held against what the database has pinned.
final class CommandTopics implements Log {
  static final List<String> NAMES = List.of(Topics.TOURNAMENT_COMMANDS, Topics.PLAYER_COMMANDS);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  private final Admin admin;
  private final DataSource database;

  CommandTopics(Admin admin, DataSource database) {
    this.admin = admin;
    this.database = database;
  }

  /// Both topics as they are now.
  ///
  /// @throws LogUnavailableException if the broker is away or has not got them yet
  Map<String, Topic> describe() throws LogUnavailableException, InterruptedException {
    Map<String, TopicDescription> found = await(admin.describeTopics(NAMES).allTopicNames());
    Map<String, Topic> topics = new LinkedHashMap<>();
    found.forEach(
        (name, description) ->
            topics.put(
                name,
                new Topic(name, uuid(description.topicId()), description.partitions().size())));
    return topics;
  }

  /// Pins topics that are new.
  ///
  /// @return what both are pinned to
  Map<String, Topic> pin(Map<String, Topic> found) throws SQLException {
    Map<String, Topic> pinned = new LinkedHashMap<>();
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(true);
      for (Topic topic : found.values()) {
        pinned.put(topic.name(), PinTopic.execute(connection, topic));
      }
    }
    return pinned;
  }

  /// Why the partition count forbids any work, or null.
  static @Nullable String countMismatch(Topic pinned, Topic found) {
    return pinned.partitionCount() == found.partitionCount()
        ? null
        : "topic "
            + pinned.name()
            + " is pinned to "
            + pinned.partitionCount()
            + " partitions in the database, but the broker has "
            + found.partitionCount();
  }

  /// Why the topic is not the one that was decided so far, or null.
  static @Nullable String identityMismatch(Topic pinned, Topic found) {
    return pinned.id().equals(found.id())
        ? null
        : "topic "
            + pinned.name()
            + " was made anew: pinned id "
            + pinned.id()
            + ", now "
            + found.id();
  }

  @Override
  public Range range(TopicPartition partition)
      throws LogUnavailableException, InterruptedException {
    List<Long> bounds = new ArrayList<>();
    for (OffsetSpec spec : List.of(OffsetSpec.earliest(), OffsetSpec.latest())) {
      var found = admin.listOffsets(Map.of(partition, spec)).partitionResult(partition);
      bounds.add(await(found).offset());
    }
    return new Range(bounds.get(0), bounds.get(1));
  }

  private static <T> T await(KafkaFuture<T> future)
      throws LogUnavailableException, InterruptedException {
    try {
      return future.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new LogUnavailableException(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new LogUnavailableException(e);
    }
  }

  private static UUID uuid(Uuid id) {
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }
}
