package dev.muster.ingest;

import dev.muster.ingest.log.KafkaSettings;
import dev.muster.ingest.log.TopicSettings;
import dev.muster.ingest.outcome.LongPollSettings;
import dev.muster.ingest.read.DatabaseSettings;
import dev.muster.ingest.stream.StreamSettings;
import dev.muster.ingest.webhook.WebhookSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Everything an operator can set, checked before anything starts.
///
/// @param requestIdSecret signs request ids; the same on every replica, and unchanged for as long
///     as clients hold ids or retry under idempotency keys
@ConfigurationProperties("muster")
public record IngestSettings(
    @DefaultValue KafkaSettings kafka,
    @DefaultValue DatabaseSettings database,
    @DefaultValue TopicSettings topics,
    @DefaultValue LongPollSettings longpoll,
    @DefaultValue StreamSettings streams,
    @DefaultValue WebhookSettings webhooks,
    @DefaultValue("") String requestIdSecret) {

  private static final int SECRET_LENGTH_MIN = 16;

  /// @throws IllegalArgumentException if the secret is missing or too short to be one
  public IngestSettings {
    if (requestIdSecret.length() < SECRET_LENGTH_MIN) {
      throw new IllegalArgumentException(
          "muster.request-id-secret must have at least " + SECRET_LENGTH_MIN + " characters");
    }
  }

  /// The secret is not shown.
  @Override
  public String toString() {
    return "IngestSettings[kafka="
        + kafka
        + ", database="
        + database
        + ", topics="
        + topics
        + ", longpoll="
        + longpoll
        + ", streams="
        + streams
        + ", webhooks="
        + webhooks
        + "]";
  }
}
