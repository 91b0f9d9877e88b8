package dev.muster.worker.webhook.manage;

import dev.muster.schemas.webhook.EndpointSpec;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An endpoint as a command finds it.
///
/// @param state `ACTIVE`, `PAUSED` or `DISABLED`; a deleted one is not found
/// @param sealedHeaders its headers, or null for none
record StoredEndpoint(UUID id, EndpointSpec spec, String state, byte @Nullable [] sealedHeaders) {
  boolean isDisabled() {
    return state.equals("DISABLED");
  }
}
