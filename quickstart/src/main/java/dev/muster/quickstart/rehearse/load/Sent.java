package dev.muster.quickstart.rehearse.load;

import dev.muster.quickstart.drop.Outcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came of one click.
///
/// @param requestId from the receipt; null if there was none in the end
/// @param latenessNanos from the planned moment to the first sending
/// @param waitedNanos from the planned moment to the receipt, or to giving up
/// @param dueAtMillis wall clock of the planned moment, since the epoch
/// @param attempts how often it was sent
/// @param failure why there is no receipt; null if there is one
/// @param toldEarly the outcome, if this client asked soon and was told; else null
public record Sent(
    Click click,
    @Nullable UUID requestId,
    long latenessNanos,
    long waitedNanos,
    long dueAtMillis,
    int attempts,
    @Nullable String failure,
    @Nullable Outcome toldEarly) {}
