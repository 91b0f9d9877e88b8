package dev.muster.ingest.request;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.result.Pending;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What this replica accepted of late. A convenience, bounded and lost on restart: nothing that is
/// promised rests on it.
public final class RecentRequests {
  private static final int REQUESTS_MAX = 50_000;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final Cache<UUID, Pending> pending = bounded();
  private final Cache<UUID, UUID> requestByKey = bounded();

  private static <V> Cache<UUID, V> bounded() {
    return Caffeine.newBuilder().maximumSize(REQUESTS_MAX).expireAfterWrite(KEPT).build();
  }

  void add(CommandEnvelope envelope, Pending accepted) {
    pending.put(envelope.requestId(), accepted);
    UUID key = envelope.idempotencyKey();
    if (key != null) {
      requestByKey.asMap().putIfAbsent(key, envelope.requestId());
    }
  }

  /// The document of a request as it was accepted, or null if it is not remembered here.
  public @Nullable Pending pending(UUID requestId) {
    return pending.getIfPresent(requestId);
  }

  /// Another request that was accepted under the same idempotency key, or null.
  @Nullable UUID otherUnderSameKey(CommandEnvelope envelope) {
    UUID key = envelope.idempotencyKey();
    UUID known = key == null ? null : requestByKey.getIfPresent(key);
    return envelope.requestId().equals(known) ? null : known;
  }
}
