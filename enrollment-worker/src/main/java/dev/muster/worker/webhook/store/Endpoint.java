package dev.muster.worker.webhook.store;

import dev.muster.schemas.webhook.EventType;
import dev.muster.schemas.webhook.SigningSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A webhook endpoint as a worker keeps it in memory, its secrets opened.
///
/// @param tournamentIds only events of these, or null for every tournament
/// @param inOrder whether an event waits for the earlier ones of its tournament
/// @param failingSince the first failure since the last success, or null
/// @param secret null if the endpoint is deleted or its secret does not open with this worker's key
/// @param previousSecret signs as well until `previousSecretUntil`
public record Endpoint(
    UUID id,
    String url,
    State state,
    Set<EventType> eventTypes,
    @Nullable Set<UUID> tournamentIds,
    boolean inOrder,
    int batchSizeMax,
    int concurrencyMax,
    @Nullable Integer ratePerSecond,
    @Nullable Instant failingSince,
    Instant createdAt,
    Map<String, String> headers,
    @Nullable SigningSecret secret,
    @Nullable SigningSecret previousSecret,
    @Nullable Instant previousSecretUntil) {

  /// What becomes of its deliveries.
  public enum State {
    ACTIVE,
    /// Deliveries wait.
    PAUSED,
    /// Deliveries are held until they are recovered.
    DISABLED,
    /// Deliveries are discarded.
    DELETED
  }

  /// Why an endpoint was disabled.
  public enum DisabledReason {
    /// It answered 410.
    GONE,
    /// It asked for it by a header.
    ASKED,
    /// It failed for days.
    FAILING
  }

  /// Whether it asked for events like this one.
  public boolean wants(EventType type, @Nullable UUID tournamentId, Instant occurredAt) {
    return state != State.DELETED
        && eventTypes.contains(type)
        && (tournamentIds == null || (tournamentId != null && tournamentIds.contains(tournamentId)))
        && !occurredAt.isBefore(createdAt);
  }

  /// What signs a POST at this moment; empty if nothing can.
  public List<SigningSecret> secrets(Instant now) {
    List<SigningSecret> secrets = new ArrayList<>();
    if (secret != null) {
      secrets.add(secret);
      if (previousSecret != null
          && previousSecretUntil != null
          && now.isBefore(previousSecretUntil)) {
        secrets.add(previousSecret);
      }
    }
    return secrets;
  }
}
