package dev.muster.ingest.log;

import dev.muster.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// The topics as they must be: made when missing, checked when there. They are never altered: a
/// topic that differs was made by somebody, and moving it under running workers breaks the order.
final class CommandTopics {
  private static final List<String> NAMES =
      List.of(
          Topics.TOURNAMENT_COMMANDS,
          Topics.PLAYER_COMMANDS,
          Topics.RESULTS,
          Topics.WEBHOOK_COMMANDS);

  private final TopicSettings settings;

  CommandTopics(TopicSettings settings) {
    this.settings = settings;
  }

  /// Makes what is missing and checks the rest.
  ///
  /// @throws UnusableTopicException if a topic must not be used as it is
  /// @throws ExecutionException if the brokers cannot be asked; asking again may help
  void ensure(Admin admin) throws ExecutionException, InterruptedException {
    for (String name : NAMES) {
      // One we made ourselves is right, and brokers may take a moment to know of it.
      if (exists(admin, name) || !create(admin, name)) {
        check(name, describe(admin, name), config(admin, name));
      }
    }
  }

  private static boolean exists(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    try {
      describe(admin, name);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  /// @return false if another replica of this application was faster
  private boolean create(Admin admin, String name) throws ExecutionException, InterruptedException {
    var topic =
        new NewTopic(name, settings.partitions(), settings.replicationFactor())
            .configs(
                Map.of(
                    // The leader's clock is the one clock that every decision is made by.
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    "LogAppendTime",
                    // Compaction would eat all but the last request of a tournament.
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG,
                    String.valueOf(settings.retention().toMillis()),
                    // Retention is by time only: a size limit could drop undecided commands.
                    TopicConfig.RETENTION_BYTES_CONFIG,
                    "-1",
                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                    String.valueOf(settings.inSyncReplicasMin()),
                    TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                    "false"));
    try {
      var _ = admin.createTopics(List.of(topic)).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw e;
    }
  }

  private void check(String name, TopicDescription topic, Config config) {
    int partitions = topic.partitions().size();
    if (partitions != settings.partitions()) {
      throw new UnusableTopicException(
          "Topic "
              + name
              + " has "
              + partitions
              + " partitions, but muster.topics.partitions is "
              + settings.partitions()
              + "; the count is pinned for ever");
    }
    require(name, config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    require(name, config, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
  }

  private static void require(String name, Config config, String setting, String wanted) {
    ConfigEntry entry = config.get(setting);
    String found = entry == null ? "(unknown)" : entry.value();
    if (!wanted.equals(found)) {
      throw new UnusableTopicException(
          "Topic " + name + " has " + setting + "=" + found + ", but it must be " + wanted);
    }
  }

  private static TopicDescription describe(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    return only(admin.describeTopics(List.of(name)).topicNameValues());
  }

  private static Config config(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    return only(admin.describeConfigs(List.of(resource)).values());
  }

  private static <K, V> V only(Map<K, KafkaFuture<V>> values)
      throws ExecutionException, InterruptedException {
    return values.values().iterator().next().get();
  }
}
