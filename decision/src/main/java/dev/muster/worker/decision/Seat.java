package dev.muster.worker.decision;

import java.util.UUID;

/// A player in a tournament: the key under which at most one enrollment is live.
public record Seat(UUID tournamentId, UUID playerId) {}
