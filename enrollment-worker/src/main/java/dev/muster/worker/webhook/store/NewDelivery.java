package dev.muster.worker.webhook.store;

import dev.muster.schemas.webhook.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event that an endpoint will be told.
///
/// @param held the endpoint is disabled: nothing is sent until it is recovered
/// @param sequence offset of the command
/// @param traceparent of the command, if it is sampled
public record NewDelivery(
    UUID endpointId,
    Instant occurredAt,
    UUID eventId,
    EventType type,
    @Nullable UUID tournamentId,
    long sequence,
    boolean held,
    @Nullable String traceparent) {}
