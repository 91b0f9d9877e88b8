package dev.muster.schemas.webhook;

import java.util.UUID;

/// One command to one endpoint on the log.
///
/// @param operationId names the operation for ever; a repeat of it changes nothing
/// @param endpointId the record's key
public record WebhookCommandEnvelope(UUID operationId, UUID endpointId, WebhookCommand command) {}
