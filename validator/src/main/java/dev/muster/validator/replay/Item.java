package dev.muster.validator.replay;

import dev.muster.worker.decision.LogEntry;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One record of the log with what the database knows of it.
///
/// @param recorded the decision at this very place; null if there is none
/// @param elsewhere where its request, or the name of a malformed record, was decided instead; null
///     if nowhere
/// @param keyOwner the request that its idempotency key belongs to; null without a key or an owner
/// @param keyOwnerPlace where that request was decided; null if it was not
record Item(
    Place place,
    LogEntry entry,
    @Nullable Recorded recorded,
    @Nullable Place elsewhere,
    @Nullable UUID keyOwner,
    @Nullable Place keyOwnerPlace) {}
