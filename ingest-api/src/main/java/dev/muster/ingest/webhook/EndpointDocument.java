package dev.muster.ingest.webhook;

import dev.muster.schemas.webhook.EndpointSpec;
import dev.muster.schemas.wire.EndpointFields;
import dev.muster.schemas.wire.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// An endpoint as its owner sees it: everything but its secrets, which cannot be read back, and its
/// headers, which may hold some.
///
/// @param state `ACTIVE`, `PAUSED`, `DISABLED` or `DELETED`
record EndpointDocument(
    UUID id,
    EndpointSpec spec,
    String state,
    @Nullable String disabledReason,
    Instant stateSince,
    @Nullable Instant failingSince,
    String signatureVersion,
    @Nullable String publicKey,
    @Nullable Instant previousSecretUntil,
    Instant createdAt,
    Instant updatedAt) {

  boolean isDeleted() {
    return state.equals("DELETED");
  }

  void write(JsonGenerator json) {
    Json.uuid(json, "id", id);
    EndpointFields.write(json, spec);
    json.writeStringProperty("state", state);
    Json.text(json, "disabledReason", disabledReason);
    Json.time(json, "stateSince", stateSince);
    Json.time(json, "failingSince", failingSince);
    json.writeStringProperty("signatureVersion", signatureVersion);
    Json.text(json, "publicKey", publicKey);
    Json.time(json, "previousSecretUntil", previousSecretUntil);
    Json.time(json, "createdAt", createdAt);
    Json.time(json, "updatedAt", updatedAt);
  }
}
