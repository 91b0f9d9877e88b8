package dev.muster.quickstart.bench.decide;

import java.util.UUID;

/// One player's wish for a seat.
public record Wanted(UUID requestId, UUID tournamentId, UUID playerId) {}
