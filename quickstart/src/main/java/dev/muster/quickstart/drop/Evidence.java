package dev.muster.quickstart.drop;

import dev.muster.quickstart.drop.Sale.Accepted;
import dev.muster.schemas.result.Result;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Everything that is known after the drop, from its three sides: what clients were told, what the
/// log holds, what the database holds.
///
/// @param setup ids of the requests before the sale
/// @param sale what came of every request of the sale
/// @param cancellation id of the cancellation at the end
/// @param learned the outcomes that clients read
/// @param logged ids on the command log
/// @param decisions every row of the decision table
record Evidence(
    List<UUID> setup,
    List<Accepted> sale,
    UUID cancellation,
    Map<UUID, Outcome> learned,
    Set<UUID> logged,
    Map<UUID, Result> decisions) {

  /// The sale's request ids: repeats under one key share theirs.
  Set<UUID> saleIds() {
    return sale.stream().map(Accepted::requestId).collect(Collectors.toSet());
  }

  /// The requests whose outcomes are sent by webhook: the sale's, and the cancellation.
  Set<UUID> webhookIds() {
    Set<UUID> ids = new HashSet<>(saleIds());
    ids.add(cancellation);
    return ids;
  }
}
