package dev.muster.worker.scenario;

import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request of a scenario.
///
/// @param requestId follows from key and command where there is a key, as the API's ids do, and is
///     the request's own otherwise. A system that mints its own ids does not need it
/// @param key the caller's Idempotency-Key, or null for none
public record Request(UUID requestId, @Nullable String key, Command command) {
  /// The request the way it stands on the log.
  public CommandEnvelope envelope() {
    return new CommandEnvelope(requestId, key == null ? null : Cast.hash("key", key), command);
  }
}
