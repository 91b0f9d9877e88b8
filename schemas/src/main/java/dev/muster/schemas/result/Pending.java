package dev.muster.schemas.result;

import dev.muster.schemas.command.CommandType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The document of a request that is on the log and not decided yet. Whoever only knows the id
/// knows nothing else of it: the other fields are null then.
public record Pending(
    UUID requestId,
    @Nullable CommandType type,
    @Nullable UUID tournamentId,
    @Nullable UUID playerId,
    @Nullable Instant submittedAt,
    @Nullable LogPosition position) {}
