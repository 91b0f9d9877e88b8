package dev.muster.worker.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The right to move a partition, as the database issued it.
///
/// @param epoch rises with every claim; only the newest holder's batches commit
/// @param nextOffset the first command that is not decided
/// @param publishedOffset the first result that may not be published
/// @param parkedReason why nobody may go on with it, or null
public record Claim(
    UUID topicId,
    int partition,
    long epoch,
    long nextOffset,
    long publishedOffset,
    @Nullable String parkedReason) {}
