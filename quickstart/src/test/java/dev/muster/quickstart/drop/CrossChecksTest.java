package dev.muster.quickstart.drop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.drop.Sale.Accepted;
import dev.muster.quickstart.drop.Shot.Motive;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.RequestStatus;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import dev.muster.schemas.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each check is silent on a good drop and finds the one fault that is planted.
class CrossChecksTest {
  private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

  private final Audience audience = new Audience(new DropOptions(2, 1, 1, 1, false, false));
  private final UUID hot = audience.tournament(Audience.HOT);
  private final UUID quiet = audience.tournament(Audience.QUIET);
  private final UUID request = UUID.randomUUID();
  private final UUID setup = UUID.randomUUID();
  private final UUID cancellation = UUID.randomUUID();

  private final List<Accepted> sale = new ArrayList<>(List.of(accepted(Motive.WANT, request)));
  private final Map<UUID, Outcome> learned = new HashMap<>();
  private final Set<UUID> logged = new HashSet<>(Set.of(request, setup, cancellation));
  private final Map<UUID, Result> decisions = new HashMap<>();
  private final TestDatabase database = TestDatabase.create();

  CrossChecksTest() {
    Result full = rejected(request, RejectionReason.TOURNAMENT_FULL);
    decisions.put(request, full);
    learned.put(request, Outcome.of(full));
    decisions.put(setup, done(setup));
    decisions.put(cancellation, done(cancellation));
    tournament(hot, 1, 1);
    tournament(quiet, 2, 0);
    database.update(
        "INSERT INTO player (id, created_at) VALUES (?, now()), (?, now())",
        audience.player(0),
        audience.player(1));
    enrollment(hot, 0, "ACTIVE");
    refusal(5);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aGoodDropHasNoFindings() {
    assertThat(broken()).isEmpty();
  }

  @Test
  void findsARequestThatWasNeverDecided() {
    decisions.remove(request);

    assertThat(broken()).containsExactly("drop-decided", "drop-told-the-truth");
  }

  @Test
  void findsARequestThatIsNotOnTheLog() {
    logged.remove(request);

    assertThat(broken()).containsExactly("drop-logged");
  }

  @Test
  void findsARetryThatGotAnotherId() {
    UUID other = UUID.randomUUID();
    sale.add(accepted(Motive.RETRY, other));
    logged.add(other);
    Result again = rejected(other, RejectionReason.ALREADY_ENROLLED);
    decisions.put(other, again);
    learned.put(other, Outcome.of(again));

    assertThat(broken()).containsExactly("drop-one-id");
  }

  @Test
  void findsAClientThatWasToldSomethingElse() {
    learned.put(
        request, new Outcome(RequestStatus.REJECTED, RejectionReason.ALREADY_ENROLLED, null));

    assertThat(broken()).containsExactly("drop-told-the-truth");
  }

  @Test
  void findsASetUpThatWasRefused() {
    decisions.put(setup, rejected(setup, RejectionReason.BALANCE_LIMIT_EXCEEDED));

    assertThat(broken()).containsExactly("drop-set-up");
  }

  @Test
  void findsAPlayerWhoIsInTwiceAndOneSeatTooMany() {
    database.execute("DROP INDEX uq_active_enrollment");
    enrollment(hot, 0, "ACTIVE");

    assertThat(broken()).containsExactly("drop-once", "drop-within-seats");
  }

  @Test
  void findsASeatThatStayedFreeAlthoughSomebodyWasRefused() {
    database.update("UPDATE tournament SET enrolled_count = 0 WHERE id = ?", hot);

    assertThat(broken()).containsExactly("drop-sold-out");
  }

  @Test
  void aSeatGivenUpAfterTheLastRefusalMayStayFree() {
    database.update("UPDATE tournament SET enrolled_count = 0 WHERE id = ?", hot);
    unenrollment(6);

    assertThat(broken()).isEmpty();
  }

  @Test
  void findsSomebodyLeftInTheCancelledTournament() {
    enrollment(quiet, 1, "ACTIVE");

    assertThat(broken()).containsExactly("drop-refunded");
  }

  private List<String> broken() {
    var evidence = new Evidence(List.of(setup), sale, cancellation, learned, logged, decisions);
    return new CrossChecks(audience, evidence, new DropDatabase(database.superuser()))
        .run().stream().filter(finding -> !finding.holds()).map(Finding::id).toList();
  }

  private static Accepted accepted(Motive motive, UUID id) {
    return new Accepted(new Shot(0, motive, 0, Audience.HOT, Motive.WANT), id, 0, 0, 0);
  }

  private static Result rejected(UUID id, RejectionReason reason) {
    return new Rejected(header(id), reason, null);
  }

  private static Result done(UUID id) {
    return new dev.muster.schemas.result.Accepted(header(id), null, null);
  }

  private static ResultHeader header(UUID id) {
    return new ResultHeader(id, null, null, null, NOW, NOW, new LogPosition(0, 0));
  }

  private void tournament(UUID id, int capacity, int enrolled) {
    database.update(
        """
        INSERT INTO tournament (id, name, capacity, fee_credits, status, enrolled_count,
                                created_at, updated_at)
        VALUES (?, 'any', ?, 0, 'OPEN', ?, now(), now())
        """,
        id,
        capacity,
        enrolled);
  }

  private void enrollment(UUID tournament, int player, String status) {
    database.update(
        """
        INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, request_id,
                                enrolled_at)
        VALUES (gen_random_uuid(), ?, ?, ?, 0, gen_random_uuid(), now())
        """,
        tournament,
        audience.player(player),
        status);
  }

  private void refusal(long offset) {
    database.update(
        """
        INSERT INTO decision (request_id, tournament_id, outcome, reason,
                              submitted_at, decided_at, topic_id, partition, "offset")
        VALUES (gen_random_uuid(), ?, 'REJECTED', 'TOURNAMENT_FULL', now(), now(),
                gen_random_uuid(), 0, ?)
        """,
        hot,
        offset);
  }

  private void unenrollment(long offset) {
    database.update(
        """
        INSERT INTO decision (request_id, tournament_id, outcome, enrollment_id,
                              submitted_at, decided_at, topic_id, partition, "offset")
        VALUES (gen_random_uuid(), ?, 'UNENROLLED', gen_random_uuid(), now(), now(),
                gen_random_uuid(), 0, ?)
        """,
        hot,
        offset);
  }
}
