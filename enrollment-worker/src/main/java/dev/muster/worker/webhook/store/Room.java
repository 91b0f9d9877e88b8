package dev.muster.worker.webhook.store;

import java.util.UUID;

/// How many deliveries may be taken for an endpoint.
public record Room(UUID endpointId, int deliveries) {}
