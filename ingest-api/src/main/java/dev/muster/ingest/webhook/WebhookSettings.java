package dev.muster.ingest.webhook;

import dev.muster.schemas.webhook.SealedSecrets;
import dev.muster.schemas.webhook.TargetPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What can be set about webhooks. All but the last are the worker's settings too, and must be the
/// same there.
///
/// @param secretKey what endpoints' secrets are sealed with; webhooks are off without it
/// @param allowHttp also plain HTTP and any port; for development
/// @param allowedPorts ports besides 443
/// @param allowedTargets blocks of addresses that may be called although they are internal
/// @param answerWait how long a caller waits for a worker to carry out a command
public record WebhookSettings(
    @Nullable String secretKey,
    @DefaultValue("false") boolean allowHttp,
    @DefaultValue List<Integer> allowedPorts,
    @DefaultValue List<String> allowedTargets,
    @DefaultValue("10s") Duration answerWait) {

  private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(30);

  /// @throws IllegalArgumentException if a setting is outside its bounds; the message names it
  public WebhookSettings {
    secretKey = SealedSecrets.keyOf(secretKey);
    if (answerWait.isNegative() || answerWait.compareTo(ANSWER_WAIT_MAX) > 0) {
      throw new IllegalArgumentException(
          "muster.webhooks.answer-wait must be at most " + ANSWER_WAIT_MAX.toSeconds() + "s");
    }
    // Read once here, so that a typing error ends the start and not the first registration.
    var _ = new TargetPolicy(allowHttp, allowedPorts, allowedTargets);
  }

  /// What may be registered.
  TargetPolicy targets() {
    return new TargetPolicy(allowHttp, allowedPorts, allowedTargets);
  }

  /// Without the key.
  @Override
  public String toString() {
    return "WebhookSettings[on=" + (secretKey != null) + ", allowHttp=" + allowHttp + "]";
  }
}
