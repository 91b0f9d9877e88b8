package dev.muster.worker.webhook.manage;

import dev.muster.schemas.webhook.OperationKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An operation that is still at work.
///
/// @param since from when, null for one that works on no stretch of time
/// @param until up to when, null like `since`
/// @param position everything before it is done
record OperationRow(
    UUID id,
    UUID endpointId,
    OperationKind kind,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable Instant position) {}
