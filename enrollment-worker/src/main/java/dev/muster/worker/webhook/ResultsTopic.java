package dev.muster.worker.webhook;

import dev.muster.schemas.Topics;
import dev.muster.schemas.connection.Causes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the results topic, for as long as it takes the broker to come up and the topic to be made.
final class ResultsTopic {
  private static final Logger log = LoggerFactory.getLogger(ResultsTopic.class);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final long ASK_EVERY_MS = 1_000;

  private ResultsTopic() {}

  /// The id that the broker gave it; positions belong to it.
  ///
  /// @return null if stopped first
  static @Nullable UUID await(Admin admin, CountDownLatch stopping) throws InterruptedException {
    boolean said = false;
    do {
      try {
        TopicDescription topic =
            admin
                .describeTopics(List.of(Topics.RESULTS))
                .allTopicNames()
                .get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
                .get(Topics.RESULTS);
        if (topic != null) {
          Uuid id = topic.topicId();
          return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
        }
      } catch (ExecutionException | TimeoutException e) {
        if (!said) {
          log.info("Webhooks wait for topic {}: {}", Topics.RESULTS, Causes.of(e));
          said = true;
        }
      }
    } while (!stopping.await(ASK_EVERY_MS, TimeUnit.MILLISECONDS));
    return null;
  }
}
