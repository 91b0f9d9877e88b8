package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.drop.Finding;
import dev.muster.quickstart.rehearse.load.Pace;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The whole of a rehearsal, as it is written to a file.
///
/// @param run its own id, part of its idempotency keys
/// @param api what was rehearsed
/// @param hotTournament the one that most wanted a seat of
/// @param pace how well the generator kept the plan
/// @param targetMissed whether it did not
/// @param refused answers that said to come again later
/// @param broken connections that broke before there was an answer
/// @param accepted requests with a receipt, repeats under one key counted once
/// @param decided of these
/// @param outcomes how often each came; of refusals, by reason
/// @param calm latencies of the clicks that waited while no fault was on
public record RehearsalReport(
    UUID run,
    String api,
    long seed,
    UUID hotTournament,
    Pace pace,
    boolean targetMissed,
    long refused,
    long broken,
    long accepted,
    long decided,
    Map<String, Long> outcomes,
    Latencies calm,
    List<FaultReport> faults,
    List<Finding> findings,
    List<Judged> judged,
    String verdict,
    List<String> reasons,
    List<String> warnings) {}
