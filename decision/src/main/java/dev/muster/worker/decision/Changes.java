package dev.muster.worker.decision;

import dev.muster.schemas.result.Result;
import java.util.Collection;
import java.util.List;

/// What a batch changes, folded: each row once, in its final form, ready for one statement a list.
///
/// @param results one for each request that was not decided before, in offset order
/// @param ledger every movement, in the order in which it happened
public record Changes(
    List<Result> results,
    Collection<Tournament> newTournaments,
    Collection<Tournament> changedTournaments,
    Collection<Player> newPlayers,
    Collection<Player> changedPlayers,
    Collection<Enrollment> newEnrollments,
    Collection<Enrollment> cancelledEnrollments,
    List<LedgerEntry> ledger) {}
