package dev.muster.quickstart.rehearse.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.rehearse.fault.DropCommit.Seen;
import dev.muster.quickstart.rehearse.proxy.CommitDrop.Lost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A fault counts as injected only if all of its effects were seen; each one that is missing is
/// enough to say that it was not.
class FactsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
  private static final Claim BEFORE = claim(4, "here-1");
  private static final Claim TAKEN = claim(5, "here-2");

  /// The same worker claimed it again.
  private static final Claim RECLAIMED = claim(5, "here-1");

  private static Claim claim(long epoch, String owner) {
    return new Claim("muster.tournament.commands", 3, epoch, 100, owner, NOW);
  }

  static Stream<List<Fact>> happened() {
    return Stream.of(
        KillWorker.facts(true, BEFORE, TAKEN, "worker-2", "worker-3"),
        FreezeWorker.facts(true, true, BEFORE, TAKEN, "worker-2", true),
        KillBroker.facts(true, true, 1, 2),
        RestartPostgres.facts(NOW, NOW.plusSeconds(1), 1),
        CutConnections.facts(1, true, 1),
        DelayConnections.facts(Duration.ofMillis(1), Duration.ofMillis(201), 10),
        DropCommit.facts(Lost.REQUEST, seen("aborted", 5, 1)),
        DropCommit.facts(Lost.ANSWER, seen("committed", 5, 1)));
  }

  static Stream<List<Fact>> didNot() {
    return Stream.of(
        KillWorker.facts(false, BEFORE, TAKEN, "worker-2", "worker-3"),
        KillWorker.facts(true, BEFORE, BEFORE, "worker-1", "worker-3"),
        KillWorker.facts(true, BEFORE, RECLAIMED, "worker-1", "worker-3"),
        KillWorker.facts(true, BEFORE, TAKEN, "worker-2", null),
        FreezeWorker.facts(false, true, BEFORE, TAKEN, "worker-2", true),
        FreezeWorker.facts(true, false, BEFORE, TAKEN, "worker-2", true),
        FreezeWorker.facts(true, true, BEFORE, RECLAIMED, "worker-1", true),
        FreezeWorker.facts(true, true, BEFORE, TAKEN, "worker-2", false),
        KillBroker.facts(false, true, 1, 2),
        KillBroker.facts(true, false, 1, 2),
        KillBroker.facts(true, true, 1, 1),
        RestartPostgres.facts(NOW, NOW, 1),
        RestartPostgres.facts(NOW, NOW.plusSeconds(1), 0),
        CutConnections.facts(0, true, 1),
        CutConnections.facts(1, false, 1),
        CutConnections.facts(1, true, 0),
        DelayConnections.facts(Duration.ofMillis(1), Duration.ofMillis(2), 10),
        DelayConnections.facts(Duration.ofMillis(1), Duration.ofMillis(201), 2),
        DropCommit.facts(Lost.REQUEST, null),
        DropCommit.facts(Lost.REQUEST, seen("committed", 5, 1)),
        DropCommit.facts(Lost.REQUEST, seen("aborted", 4, 1)),
        DropCommit.facts(Lost.REQUEST, seen("aborted", 5, 0)),
        DropCommit.facts(Lost.ANSWER, seen("aborted", 5, 1)),
        DropCommit.facts(Lost.ANSWER, seen(null, 5, 1)),
        DropCommit.facts(Lost.ANSWER, seen("committed", 5, 2)));
  }

  private static Seen seen(@Nullable String status, long epochAfter, long timesDecided) {
    var batch = new OpenBatch("muster.tournament.commands", 3, 4, 100, "777");
    return new Seen(batch, 40_000, 20, status, epochAfter, timesDecided, Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @MethodSource("happened")
  void whatWasSeenInFullHappened(List<Fact> facts) {
    assertThat(new Injection("something", facts, null).happened()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("didNot")
  void whatLacksOneEffectDidNot(List<Fact> facts) {
    assertThat(facts.stream().filter(fact -> !fact.holds())).hasSize(1);
    assertThat(new Injection("something", facts, null).happened()).isFalse();
  }

  @Test
  void whatHasNoEvidenceAtAllDidNot() {
    assertThat(new Injection("something", List.of(), null).happened()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void everyFaultIsFoundByItsName(Fault fault) {
    assertThat(Fault.of(fault.title())).contains(fault);
  }
}
