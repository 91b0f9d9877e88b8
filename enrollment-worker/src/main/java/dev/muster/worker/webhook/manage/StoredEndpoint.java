package dev.muster.worker.webhook.manage;

import dev.muster.schemas.webhook.EndpointSpec;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An endpoint as a command finds it.
///
/// @param state `ACTIVE`, `PAUSED` or `DISABLED`; a deleted one is not found
/// @param sealedHeaders base64 of its headers, sealed, or null for none
record StoredEndpoint(UUID id, EndpointSpec spec, String state, @Nullable String sealedHeaders) {
  boolean isDisabled() {
    return state.equals("DISABLED");
  }
}
