package dev.muster.ingest;

import dev.muster.ingest.log.KafkaSettings;
import dev.muster.ingest.log.TopicSettings;
import dev.muster.ingest.outcome.LongPollSettings;
import dev.muster.ingest.read.DatabaseSettings;
import dev.muster.ingest.stream.StreamSettings;
import dev.muster.ingest.webhook.WebhookSettings;
import dev.muster.telemetry.TracingSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Everything an operator can set, checked before anything starts.
///
/// @param requestIdSecret signs request ids; the same on every replica, and unchanged for as long
///     as clients hold ids or retry under idempotency keys
/// @param drain how long a replica that is told to stop goes on serving while `/readyz` says that
///     it leaves
@ConfigurationProperties("muster")
public record IngestSettings(
    @DefaultValue KafkaSettings kafka,
    @DefaultValue DatabaseSettings database,
    @DefaultValue TopicSettings topics,
    @DefaultValue LongPollSettings longpoll,
    @DefaultValue StreamSettings streams,
    @DefaultValue WebhookSettings webhooks,
    @DefaultValue TracingSettings tracing,
    @DefaultValue("") String requestIdSecret,
    @DefaultValue("0s") Duration drain) {

  private static final int SECRET_LENGTH_MIN = 16;
  private static final Duration DRAIN_MAX = Duration.ofMinutes(1);

  /// @throws IllegalArgumentException if the secret is missing or too short to be one, or a value
  ///     is outside its bounds; the message names the setting
  public IngestSettings {
    if (requestIdSecret.length() < SECRET_LENGTH_MIN) {
      throw new IllegalArgumentException(
          "muster.request-id-secret must have at least " + SECRET_LENGTH_MIN + " characters");
    }
    if (drain.isNegative() || drain.compareTo(DRAIN_MAX) > 0) {
      throw new IllegalArgumentException("muster.drain must be from 0s to 60s");
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
        + ", tracing="
        + tracing
        + ", drain="
        + drain
        + "]";
  }
}
