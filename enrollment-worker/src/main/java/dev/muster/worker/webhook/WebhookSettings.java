package dev.muster.worker.webhook;

import dev.muster.schemas.webhook.SealedSecrets;
import dev.muster.schemas.webhook.TargetPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Everything that can be set about webhooks.
///
/// @param secretKey what endpoints' secrets are sealed with, the same in API and worker; webhooks
///     are off without it
/// @param allowHttp also deliver to plain HTTP and to any port; for development
/// @param allowedPorts ports besides 443
/// @param allowedTargets blocks of addresses that may be called although they are internal
/// @param schedule pauses before the second attempt, the third, and so on
/// @param jitter by how much a pause is spread, as a fraction of it
/// @param timeout one attempt, from the look-up of the name to the end of the answer
/// @param lease how long a delivery is in hand before another dispatcher may take it
/// @param failingMax an endpoint is disabled once it has failed for so long
/// @param deliveryRetention how long deliveries are kept
/// @param attemptRetention how long attempts are kept
@ConfigurationProperties("muster.webhooks")
public record WebhookSettings(
    @Nullable String secretKey,
    @DefaultValue("false") boolean allowHttp,
    @DefaultValue List<Integer> allowedPorts,
    @DefaultValue List<String> allowedTargets,
    @DefaultValue({"5s", "30s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"})
        List<Duration> schedule,
    @DefaultValue("0.2") double jitter,
    @DefaultValue("15s") Duration timeout,
    @DefaultValue("30s") Duration lease,
    @DefaultValue("5d") Duration failingMax,
    @DefaultValue("30d") Duration deliveryRetention,
    @DefaultValue("30d") Duration attemptRetention) {

  private static final Duration SLACK = Duration.ofSeconds(5);

  /// @throws IllegalArgumentException if a setting is outside its bounds
  public WebhookSettings {
    secretKey = SealedSecrets.keyOf(secretKey);
    between("schedule", schedule, Duration.ofMillis(1), Duration.ofDays(7));
    if (!(jitter >= 0 && jitter <= 0.5)) {
      throw new IllegalArgumentException("muster.webhooks.jitter must be from 0 to 0.5");
    }
    between("timeout", List.of(timeout), Duration.ofMillis(100), Duration.ofSeconds(60));
    between("lease", List.of(lease), timeout.plus(SLACK), Duration.ofMinutes(10));
    between("failing-max", List.of(failingMax), Duration.ofHours(1), Duration.ofDays(30));
    between(
        "delivery-retention", List.of(deliveryRetention), Duration.ofDays(2), Duration.ofDays(365));
    between(
        "attempt-retention", List.of(attemptRetention), Duration.ofDays(2), Duration.ofDays(365));
    // Read once here, so that a typing error ends the start and not the first delivery.
    var _ = new TargetPolicy(allowHttp, allowedPorts, allowedTargets);
  }

  /// What may be called.
  public TargetPolicy targets() {
    return new TargetPolicy(allowHttp, allowedPorts, allowedTargets);
  }

  private static void between(String name, List<Duration> values, Duration min, Duration max) {
    for (Duration value : values) {
      if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
        throw new IllegalArgumentException(
            "muster.webhooks." + name + " must be from " + min + " to " + max);
      }
    }
  }

  /// Without the key.
  @Override
  public String toString() {
    return "WebhookSettings[on=" + (secretKey != null) + ", schedule=" + schedule + "]";
  }
}
