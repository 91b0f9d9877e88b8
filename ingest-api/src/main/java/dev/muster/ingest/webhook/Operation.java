package dev.muster.ingest.webhook;

import dev.muster.schemas.wire.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// An operation on an endpoint, as far as it got.
///
/// @param state `PENDING` while no worker has taken it up, then `RUNNING`, `DONE` or `REJECTED`
/// @param reason why it was rejected
/// @param eventId the event it sends
/// @param position everything before it is done
/// @param affected deliveries it set going or took out so far
record Operation(
    UUID id,
    @Nullable UUID endpointId,
    @Nullable String kind,
    String state,
    @Nullable String reason,
    @Nullable String detail,
    @Nullable UUID eventId,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable Instant position,
    long affected,
    @Nullable Instant createdAt,
    @Nullable Instant finishedAt) {

  /// One that is on the log, and that no worker has taken up.
  static Operation pending(UUID id, @Nullable UUID endpointId, @Nullable String kind) {
    return new Operation(
        id, endpointId, kind, "PENDING", null, null, null, null, null, null, 0, null, null);
  }

  boolean isPending() {
    return state.equals("PENDING");
  }

  boolean isOpen() {
    return isPending() || state.equals("RUNNING");
  }

  void write(JsonGenerator json) {
    Json.uuid(json, "id", id);
    Json.uuid(json, "endpointId", endpointId);
    Json.text(json, "kind", kind);
    json.writeStringProperty("state", state);
    Json.text(json, "reason", reason);
    Json.text(json, "detail", detail);
    Json.uuid(json, "eventId", eventId);
    Json.time(json, "since", since);
    Json.time(json, "until", until);
    Json.time(json, "position", position);
    json.writeNumberProperty("affected", affected);
    Json.time(json, "createdAt", createdAt);
    Json.time(json, "finishedAt", finishedAt);
  }
}
