package dev.muster.quickstart.drop;

import dev.muster.quickstart.drop.Sale.Accepted;
import dev.muster.schemas.result.RequestStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Questions that only the drop can ask, since it alone knows what clients saw. What must hold of
/// any database is the validator's.
final class CrossChecks {
  private static final String ENROLLED_TWICE =
      """
      SELECT count(*)
      FROM (SELECT FROM enrollment
            WHERE status IN ('PENDING', 'ACTIVE')
            GROUP BY tournament_id, player_id
            HAVING count(*) > 1) AS twice
      """;

  private static final String ABOVE_SEATS =
      """
      SELECT greatest(0, count(*) - ?)
      FROM enrollment
      WHERE tournament_id = ? AND status IN ('PENDING', 'ACTIVE')
      """;

  /// One tournament lives in one partition, so its offsets are its history.
  private static final String REFUSED_WITH_SEATS_FREE =
      """
      SELECT count(*)
      FROM tournament
      JOIN decision ON decision.tournament_id = tournament.id
      WHERE tournament.id = ?
        AND tournament.enrolled_count < tournament.capacity
        AND decision.reason = 'TOURNAMENT_FULL'
        AND decision."offset" > (SELECT coalesce(max("offset"), -1)
                                 FROM decision
                                 WHERE tournament_id = tournament.id AND outcome = 'UNENROLLED')
      """;

  private static final String NOT_REFUNDED =
      """
      SELECT count(*)
      FROM enrollment
      WHERE tournament_id = ? AND (status <> 'CANCELLED' OR refund IS DISTINCT FROM fee_charged)
      """;

  private final Audience audience;
  private final Evidence evidence;
  private final DropDatabase database;

  CrossChecks(Audience audience, Evidence evidence, DropDatabase database) {
    this.audience = audience;
    this.evidence = evidence;
    this.database = database;
  }

  List<Finding> run() {
    List<Finding> findings = new ArrayList<>(promises().findings("drop", evidence.saleIds()));
    findings.addAll(ofTheSale());
    return findings;
  }

  private List<Finding> ofTheSale() {
    return List.of(
        new Finding("drop-set-up", notSetUp(), "all that was set up before the sale was accepted"),
        new Finding("drop-once", database.count(ENROLLED_TWICE), "no player is enrolled twice"),
        new Finding("drop-within-seats", aboveSeats(), "no more are enrolled than there are seats"),
        new Finding(
            "drop-sold-out",
            database.count(REFUSED_WITH_SEATS_FREE, audience.tournament(Audience.HOT)),
            "nobody was refused as full while a seat stayed free"),
        new Finding(
            "drop-refunded",
            database.count(NOT_REFUNDED, audience.tournament(Audience.QUIET)),
            "everybody in the cancelled tournament is out and has the fee back"));
  }

  private Promises promises() {
    Map<String, Set<UUID>> idsByKey = new HashMap<>();
    for (Accepted accepted : evidence.sale()) {
      idsByKey
          .computeIfAbsent(accepted.shot().key(), _ -> new HashSet<>())
          .add(accepted.requestId());
    }
    return new Promises(
        accepted(), idsByKey, evidence.learned(), evidence.logged(), evidence.decisions());
  }

  private long notSetUp() {
    return Stream.concat(evidence.setup().stream(), Stream.of(evidence.cancellation()))
        .map(evidence.decisions()::get)
        .filter(held -> held == null || held.status() != RequestStatus.ACCEPTED)
        .count();
  }

  private long aboveSeats() {
    return database.count(
        ABOVE_SEATS, audience.capacity(Audience.HOT), audience.tournament(Audience.HOT));
  }

  private Set<UUID> accepted() {
    Set<UUID> ids = new HashSet<>(evidence.setup());
    ids.addAll(evidence.saleIds());
    ids.add(evidence.cancellation());
    return ids;
  }
}
