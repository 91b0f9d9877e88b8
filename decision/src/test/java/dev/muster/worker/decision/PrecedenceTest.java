package dev.muster.worker.decision;

import static dev.muster.schemas.result.RejectionReason.ALREADY_ENROLLED;
import static dev.muster.schemas.result.RejectionReason.BALANCE_LIMIT_EXCEEDED;
import static dev.muster.schemas.result.RejectionReason.CAPACITY_BELOW_ENROLLED;
import static dev.muster.schemas.result.RejectionReason.FAILED;
import static dev.muster.schemas.result.RejectionReason.FEE_ABOVE_LIMIT;
import static dev.muster.schemas.result.RejectionReason.IDEMPOTENCY_KEY_REUSED;
import static dev.muster.schemas.result.RejectionReason.INSUFFICIENT_CREDITS;
import static dev.muster.schemas.result.RejectionReason.MALFORMED_COMMAND;
import static dev.muster.schemas.result.RejectionReason.NOT_ENROLLED;
import static dev.muster.schemas.result.RejectionReason.PLAYER_NOT_FOUND;
import static dev.muster.schemas.result.RejectionReason.TOURNAMENT_FINISHED;
import static dev.muster.schemas.result.RejectionReason.TOURNAMENT_FULL;
import static dev.muster.schemas.result.RejectionReason.TOURNAMENT_NOT_FOUND;
import static dev.muster.schemas.result.RejectionReason.TOURNAMENT_NOT_OPEN;
import static dev.muster.schemas.result.RejectionReason.UNENROLLMENT_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.Limits;
import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.Unenroll;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Walks the order of [RejectionReason]: for every command, every set of reasons that can apply to
/// it at the same time is built as a state, and the answer is the first of them in the enum's
/// order.
class PrecedenceTest {
  private static final Instant NOW = Instant.parse("2026-05-01T18:00:00Z");
  private static final UUID TOURNAMENT = new UUID(1, 1);
  private static final UUID PLAYER = new UUID(2, 1);
  private static final UUID REQUEST = new UUID(3, 1);
  private static final UUID KEY = new UUID(4, 1);

  /// A command and the reasons that apply to it at once.
  record Case(CommandType type, Set<RejectionReason> reasons) {}

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (CommandType type : CommandType.values()) {
      List<RejectionReason> possible = List.copyOf(reasonsOf(type));
      for (int bits = 0; bits < 1 << possible.size(); bits++) {
        Set<RejectionReason> reasons = EnumSet.noneOf(RejectionReason.class);
        for (int i = 0; i < possible.size(); i++) {
          if ((bits >> i & 1) == 1) {
            reasons.add(possible.get(i));
          }
        }
        if (canApplyAtOnce(reasons)) {
          cases.add(new Case(type, reasons));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFirstReasonThatAppliesIsTheAnswer(Case given) {
    var entry = new LogEntry.Request(0, NOW, new CommandEnvelope(REQUEST, KEY, command(given)));
    var batch = new CommandBatch(0, NOW, List.of(entry));

    Result result = new Decider().decide(state(given.reasons()), batch).results().getFirst();

    if (given.reasons().isEmpty()) {
      assertThat(result).isNotInstanceOf(Rejected.class);
    } else {
      assertThat(((Rejected) result).reason()).isEqualTo(given.reasons().iterator().next());
    }
  }

  @Test
  void everyReasonThatADecisionCanGiveIsWalked() {
    Set<RejectionReason> walked = EnumSet.noneOf(RejectionReason.class);
    cases().forEach(given -> walked.addAll(given.reasons()));

    // These two are about records that never come before a rule.
    assertThat(EnumSet.complementOf(EnumSet.copyOf(walked)))
        .containsExactly(MALFORMED_COMMAND, FAILED);
  }

  @Test
  void neighboursInTheOrderMeetWhereOneCommandCanHaveBoth() {
    Stream<Set<RejectionReason>> neighbours =
        cases().map(Case::reasons).filter(PrecedenceTest::areNeighbours).distinct();

    assertThat(neighbours)
        .containsExactlyInAnyOrder(
            EnumSet.of(IDEMPOTENCY_KEY_REUSED, TOURNAMENT_NOT_FOUND),
            EnumSet.of(TOURNAMENT_NOT_OPEN, FEE_ABOVE_LIMIT),
            EnumSet.of(FEE_ABOVE_LIMIT, PLAYER_NOT_FOUND),
            EnumSet.of(ALREADY_ENROLLED, TOURNAMENT_FULL),
            EnumSet.of(TOURNAMENT_FULL, INSUFFICIENT_CREDITS),
            EnumSet.of(NOT_ENROLLED, UNENROLLMENT_CLOSED));
  }

  private static boolean areNeighbours(Set<RejectionReason> reasons) {
    List<RejectionReason> pair = List.copyOf(reasons);
    return pair.size() == 2 && EnumSet.range(pair.getFirst(), pair.getLast()).size() == 2;
  }

  private static Set<RejectionReason> reasonsOf(CommandType type) {
    EnumSet<RejectionReason> reasons =
        switch (type) {
          case DEFINE_TOURNAMENT -> EnumSet.of(TOURNAMENT_FINISHED, CAPACITY_BELOW_ENROLLED);
          case ENROLL ->
              EnumSet.of(
                  TOURNAMENT_NOT_FOUND,
                  TOURNAMENT_NOT_OPEN,
                  FEE_ABOVE_LIMIT,
                  PLAYER_NOT_FOUND,
                  ALREADY_ENROLLED,
                  TOURNAMENT_FULL,
                  INSUFFICIENT_CREDITS);
          case UNENROLL -> EnumSet.of(TOURNAMENT_NOT_FOUND, NOT_ENROLLED, UNENROLLMENT_CLOSED);
          case CANCEL_TOURNAMENT -> EnumSet.of(TOURNAMENT_NOT_FOUND, TOURNAMENT_FINISHED);
          case REGISTER_PLAYER -> EnumSet.noneOf(RejectionReason.class);
          case GRANT_CREDITS -> EnumSet.of(PLAYER_NOT_FOUND, BALANCE_LIMIT_EXCEEDED);
        };
    reasons.add(IDEMPOTENCY_KEY_REUSED);
    return reasons;
  }

  /// What does not exist has no other faults.
  private static boolean canApplyAtOnce(Set<RejectionReason> reasons) {
    Set<RejectionReason> ofTheTournament =
        EnumSet.of(
            TOURNAMENT_FINISHED,
            TOURNAMENT_NOT_OPEN,
            FEE_ABOVE_LIMIT,
            ALREADY_ENROLLED,
            TOURNAMENT_FULL,
            INSUFFICIENT_CREDITS,
            UNENROLLMENT_CLOSED);
    Set<RejectionReason> ofThePlayer =
        EnumSet.of(ALREADY_ENROLLED, INSUFFICIENT_CREDITS, BALANCE_LIMIT_EXCEEDED);
    return !(reasons.contains(TOURNAMENT_NOT_FOUND) && intersect(reasons, ofTheTournament))
        && !(reasons.contains(PLAYER_NOT_FOUND) && intersect(reasons, ofThePlayer));
  }

  private static boolean intersect(Set<RejectionReason> some, Set<RejectionReason> others) {
    return some.stream().anyMatch(others::contains);
  }

  private static Command command(Case given) {
    Set<RejectionReason> reasons = given.reasons();
    return switch (given.type()) {
      case DEFINE_TOURNAMENT -> {
        int capacity = reasons.contains(CAPACITY_BELOW_ENROLLED) ? 0 : 9;
        yield new DefineTournament(
            TOURNAMENT, "cup", capacity, 50, TournamentStatus.OPEN, null, null, RefundPolicy.FULL);
      }
      case ENROLL -> {
        long feeMax = reasons.contains(FEE_ABOVE_LIMIT) ? 49 : 50;
        yield new Enroll(TOURNAMENT, PLAYER, feeMax);
      }
      case UNENROLL -> new Unenroll(TOURNAMENT, reasons.contains(NOT_ENROLLED) ? PLAYER : other());
      case CANCEL_TOURNAMENT -> new CancelTournament(TOURNAMENT, "called off");
      case REGISTER_PLAYER -> new RegisterPlayer(PLAYER, null);
      case GRANT_CREDITS -> new GrantCredits(PLAYER, 100, "bought");
    };
  }

  /// Somebody who is in.
  private static UUID other() {
    return new UUID(2, 2);
  }

  /// A world in which exactly these reasons apply.
  private static Snapshot state(Set<RejectionReason> reasons) {
    TournamentStatus status =
        reasons.contains(TOURNAMENT_FINISHED) || reasons.contains(UNENROLLMENT_CLOSED)
            ? TournamentStatus.COMPLETED
            : reasons.contains(TOURNAMENT_NOT_OPEN)
                ? TournamentStatus.CLOSED
                : TournamentStatus.OPEN;
    int capacity = reasons.contains(TOURNAMENT_FULL) ? 1 : 9;
    var tournament =
        new Tournament(
            TOURNAMENT,
            "cup",
            capacity,
            50,
            status,
            null,
            null,
            RefundPolicy.FULL,
            1,
            null,
            NOW,
            NOW);
    long balance =
        reasons.contains(INSUFFICIENT_CREDITS)
            ? 49
            : reasons.contains(BALANCE_LIMIT_EXCEEDED) ? Limits.BALANCE_CREDITS_MAX - 99 : 50;
    var player = new Player(PLAYER, null, balance, NOW);
    UUID insider = reasons.contains(ALREADY_ENROLLED) ? PLAYER : other();
    var live = new Enrollment(new UUID(5, 1), TOURNAMENT, insider, 50, new UUID(3, 2), NOW, null);
    UUID owner = reasons.contains(IDEMPOTENCY_KEY_REUSED) ? new UUID(3, 2) : REQUEST;
    return new Snapshot(
        reasons.contains(TOURNAMENT_NOT_FOUND) ? Map.of() : Map.of(TOURNAMENT, tournament),
        reasons.contains(PLAYER_NOT_FOUND)
            ? Map.of(other(), new Player(other(), null, 0, NOW))
            : Map.of(PLAYER, player, other(), new Player(other(), null, 0, NOW)),
        reasons.contains(TOURNAMENT_NOT_FOUND)
            ? Map.of()
            : Map.of(new Seat(TOURNAMENT, insider), live),
        Set.of(),
        Map.of(KEY, owner));
  }
}
