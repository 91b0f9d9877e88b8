package dev.muster.quickstart.client;

import dev.muster.schemas.result.LogPosition;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// What a client holds after 202: the name of its request and the place of its command on the log.
public record Receipt(UUID requestId, LogPosition position) {
  /// The receipt that the document of a pending request is.
  static Receipt of(JsonNode document) {
    JsonNode queue = document.get("queue");
    return new Receipt(
        UUID.fromString(document.get("requestId").asString()),
        new LogPosition(queue.get("partition").asInt(), queue.get("offset").asLong()));
  }
}
