package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.drop.Finding;
import dev.muster.quickstart.drop.Outcome;
import dev.muster.quickstart.drop.Promises;
import dev.muster.quickstart.rehearse.load.Cast;
import dev.muster.quickstart.rehearse.load.Click;
import dev.muster.quickstart.rehearse.load.Load;
import dev.muster.quickstart.rehearse.load.Sent;
import dev.muster.schemas.result.RequestStatus;
import dev.muster.schemas.result.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Everything that clients were told, held against itself, the log and the database. It looks at
/// nobody else's requests, so other load may run beside it.
///
/// @param setup ids of the requests before the load
/// @param learned the outcomes that clients read in the end
/// @param enrolledShown what the API shows of each tournament's seats taken, by index
/// @param logged ids on the command log; null if nobody can look there
/// @param decisions of these requests; null if nobody can look there
record Told(
    Cast cast,
    List<UUID> setup,
    Load load,
    Map<UUID, Outcome> learned,
    Map<Integer, Long> enrolledShown,
    @Nullable Set<UUID> logged,
    @Nullable Map<UUID, Result> decisions) {

  List<Finding> findings() {
    Set<UUID> accepted = new HashSet<>(setup);
    load.requestIds().forEach(accepted::add);
    Map<String, Set<UUID>> idsByKey = new HashMap<>();
    for (Sent each : load.sent()) {
      if (each.requestId() != null) {
        idsByKey
            .computeIfAbsent("key " + each.click().keyNumber(), _ -> new HashSet<>())
            .add(each.requestId());
      }
    }
    var promises = new Promises(accepted, idsByKey, learned, logged, decisions);
    List<Finding> findings = new ArrayList<>(promises.findings("rehearse", accepted));
    findings.addAll(
        List.of(
            new Finding("rehearse-set-up", notSetUp(), "all that came before was accepted"),
            new Finding("rehearse-answered", unanswered(), "whoever kept on asking got a receipt"),
            new Finding(
                "rehearse-told-once",
                toldTwoThings(),
                "whoever asked in the midst of it was told what holds in the end"),
            new Finding("rehearse-once", enrolledTwice(), "no player holds two seats of one"),
            new Finding(
                "rehearse-within-seats", aboveSeats(), "no more were let in than there are seats"),
            new Finding(
                "rehearse-seats-shown",
                seatsShownOtherwise(),
                "the API shows as many seats taken as clients were given")));
    return findings;
  }

  private long notSetUp() {
    return setup.stream()
        .map(learned::get)
        .filter(told -> told == null || told.status() != RequestStatus.ACCEPTED)
        .count();
  }

  private long unanswered() {
    return load.sent().stream().filter(each -> each.requestId() == null).count();
  }

  private long toldTwoThings() {
    long other = 0;
    for (Sent each : load.sent()) {
      Outcome early = each.toldEarly();
      if (early != null && !early.equals(learned.get(each.requestId()))) {
        other++;
      }
    }
    return other;
  }

  private long enrolledTwice() {
    Map<String, Set<UUID>> seats = new HashMap<>();
    forEachSeat(
        (click, enrollment) ->
            seats
                .computeIfAbsent(click.player() + "@" + click.tournament(), _ -> new HashSet<>())
                .add(enrollment));
    return seats.values().stream().filter(held -> held.size() > 1).count();
  }

  private long aboveSeats() {
    return live().entrySet().stream()
        .mapToLong(each -> Math.max(0, each.getValue() - cast.capacity(each.getKey())))
        .sum();
  }

  private long seatsShownOtherwise() {
    Map<Integer, Long> live = live();
    return enrolledShown.entrySet().stream()
        .filter(shown -> !shown.getValue().equals(live.getOrDefault(shown.getKey(), 0L)))
        .count();
  }

  /// Seats held in the end, by tournament.
  private Map<Integer, Long> live() {
    Map<Integer, Long> live = new HashMap<>();
    forEachSeat((click, _) -> live.merge(click.tournament(), 1L, Long::sum));
    return live;
  }

  /// Calls back for each enrollment that was given and not given up, once.
  private void forEachSeat(SeatHeld seat) {
    Set<UUID> over = new HashSet<>();
    for (Outcome outcome : learned.values()) {
      if (outcome.status() == RequestStatus.UNENROLLED && outcome.enrollmentId() != null) {
        over.add(outcome.enrollmentId());
      }
    }
    for (Sent each : load.sent()) {
      Outcome outcome = each.requestId() == null ? null : learned.get(each.requestId());
      if (outcome != null
          && outcome.status() == RequestStatus.ENROLLED
          && outcome.enrollmentId() != null
          && over.add(outcome.enrollmentId())) {
        seat.held(each.click(), outcome.enrollmentId());
      }
    }
  }

  @FunctionalInterface
  private interface SeatHeld {
    void held(Click click, UUID enrollment);
  }
}
