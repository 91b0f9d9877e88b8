package dev.muster.worker.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.Unenroll;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Which wallets are locked. Too few would be a lost update.
class FootprintTest {
  private static final Instant NOW = Instant.parse("2026-05-01T18:00:00Z");
  private static final UUID CUP = new UUID(1, 1);
  private static final UUID OTHER = new UUID(1, 2);
  private static final UUID ANN = new UUID(2, 1);
  private static final UUID BOB = new UUID(2, 2);

  @Test
  void whoMayGetASeatIsLocked() {
    assertThat(wallets(cup(TournamentStatus.OPEN, 9), enroll(ANN))).containsExactly(ANN);
  }

  @Test
  void whoAsksWhereThereIsNoneIsNot() {
    assertThat(wallets(cup(TournamentStatus.OPEN, 10), enroll(ANN))).isEmpty();
    assertThat(wallets(cup(TournamentStatus.CLOSED, 0), enroll(ANN))).isEmpty();
    assertThat(wallets(Map.of(), enroll(ANN))).isEmpty();
  }

  @Test
  void aSeatMayComeFreeInTheSameBatch() {
    Map<UUID, Tournament> full = cup(TournamentStatus.OPEN, 10);
    assertThat(wallets(full, enroll(ANN), new Unenroll(CUP, BOB))).containsExactly(ANN, BOB);
    assertThat(wallets(full, enroll(ANN), new CancelTournament(CUP, "rain"))).containsExactly(ANN);
    assertThat(wallets(full, enroll(ANN), define())).containsExactly(ANN);
    assertThat(wallets(Map.of(), define(), enroll(ANN))).containsExactly(ANN);
  }

  @Test
  void whomACommandIsAboutIsLockedWhateverElseHeAsks() {
    Map<UUID, Tournament> full = cup(TournamentStatus.OPEN, 10);
    assertThat(wallets(full, enroll(ANN), new GrantCredits(ANN, 5, "gift"))).containsExactly(ANN);
    assertThat(wallets(full, enroll(BOB), new RegisterPlayer(ANN, null))).containsExactly(ANN);
  }

  @Test
  void whoAsksElsewhereTooIsLocked() {
    assertThat(
            wallets(
                Map.of(
                    CUP, tournament(CUP, TournamentStatus.OPEN, 10),
                    OTHER, tournament(OTHER, TournamentStatus.OPEN, 0)),
                enroll(ANN),
                new Enroll(OTHER, ANN, null)))
        .containsExactly(ANN);
  }

  private static Set<UUID> wallets(Map<UUID, Tournament> found, Command... commands) {
    List<LogEntry> entries = new ArrayList<>();
    for (Command command : commands) {
      var envelope = new CommandEnvelope(new UUID(3, entries.size()), null, command);
      entries.add(new LogEntry.Request(entries.size(), NOW, envelope));
    }
    return Footprint.of(new CommandBatch(0, NOW, entries)).wallets(found);
  }

  private static Command enroll(UUID player) {
    return new Enroll(CUP, player, null);
  }

  private static Command define() {
    return new DefineTournament(
        CUP, "Cup", 20, 10, TournamentStatus.OPEN, null, null, RefundPolicy.FULL);
  }

  private static Map<UUID, Tournament> cup(TournamentStatus status, int enrolled) {
    return Map.of(CUP, tournament(CUP, status, enrolled));
  }

  private static Tournament tournament(UUID id, TournamentStatus status, int enrolled) {
    return new Tournament(
        id, "Cup", 10, 10, status, null, null, RefundPolicy.FULL, enrolled, null, NOW, NOW);
  }
}
