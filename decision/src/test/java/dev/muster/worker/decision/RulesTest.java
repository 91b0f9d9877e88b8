package dev.muster.worker.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.Limits;
import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.result.RejectionReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The edges, to the last moment and the last credit.
class RulesTest {
  private static final Instant OPENS = Instant.parse("2026-05-01T18:00:00Z");
  private static final Instant CLOSES = OPENS.plusSeconds(13);
  private static final UUID TOURNAMENT = new UUID(1, 1);
  private static final UUID PLAYER = new UUID(2, 1);

  private final Rules rules = new Rules();

  @Test
  void enrollmentOpensAtTheMomentItself() {
    assertThat(enroll(OPENS.minusNanos(1))).isEqualTo(RejectionReason.TOURNAMENT_NOT_OPEN);
    assertThat(enroll(OPENS)).isNull();
  }

  @Test
  void enrollmentIsOverAtTheMomentItCloses() {
    assertThat(enroll(CLOSES.minusNanos(1))).isNull();
    assertThat(enroll(CLOSES)).isEqualTo(RejectionReason.TOURNAMENT_NOT_OPEN);
  }

  @Test
  void aPlayerCanOwnTheLimitAndNotOneCreditMore() {
    var grant = new GrantCredits(PLAYER, 100, "bought");

    assertThat(rules.grant(grant, player(Limits.BALANCE_CREDITS_MAX - 100))).isNull();
    assertThat(rules.grant(grant, player(Limits.BALANCE_CREDITS_MAX - 99)))
        .isEqualTo(RejectionReason.BALANCE_LIMIT_EXCEEDED);
  }

  @Test
  void theFullRefundEndsAtTheMomentItself() {
    var policy = new RefundPolicy(CLOSES, 50);

    assertThat(policy.refundOf(51, CLOSES.minusNanos(1))).isEqualTo(51);
    assertThat(policy.refundOf(51, CLOSES)).isEqualTo(25);
  }

  private @Nullable RejectionReason enroll(Instant at) {
    var tournament =
        new Tournament(
            TOURNAMENT,
            "cup",
            1,
            50,
            TournamentStatus.OPEN,
            OPENS,
            CLOSES,
            RefundPolicy.FULL,
            0,
            null,
            OPENS,
            OPENS);
    return rules.enroll(new Enroll(TOURNAMENT, PLAYER, null), tournament, player(50), null, at);
  }

  private static Player player(long balance) {
    return new Player(PLAYER, null, balance, OPENS);
  }
}
