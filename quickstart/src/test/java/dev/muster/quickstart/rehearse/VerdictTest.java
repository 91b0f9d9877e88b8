package dev.muster.quickstart.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.drop.Finding;
import dev.muster.quickstart.rehearse.fault.Fact;
import dev.muster.quickstart.rehearse.load.Pace;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A rehearsal passes only if every fault happened, nothing was found and the judge agrees.
class VerdictTest {
  private static final Pace KEPT = new Pace(1_000, 1_000, 10, 250, 0, 100, 300, 100, 99);
  private static final Pace MISSED = new Pace(1_000, 995, 6, 250, 0, 100, 300, 100, 90);
  private static final Fact SEEN = new Fact("the process is gone", true);
  private static final Fact UNSEEN = new Fact("the process still runs", false);
  private static final Judged GOOD = new Judged("check", Judged.State.HOLDS, "PASS");

  @Test
  void passesWhenEverythingHolds() {
    Verdict verdict =
        Verdict.of(List.of(fault(SEEN, 1.0)), List.of(finding(0)), List.of(GOOD), KEPT, true);

    assertThat(verdict.passes()).isTrue();
    assertThat(verdict.warnings()).isEmpty();
  }

  @Test
  void failsForAFaultThatHadNoEffect() {
    assertThat(reasons(fault(UNSEEN, 1.0)))
        .containsExactly("kill-worker was not injected: the process still runs");
  }

  @Test
  void failsForAFaultAfterWhichNothingWasDecided() {
    assertThat(reasons(fault(SEEN, null)))
        .containsExactly("decisions did not go on after kill-worker");
  }

  private static List<String> reasons(FaultReport fault) {
    return Verdict.of(List.of(fault), List.of(), List.of(), KEPT, false).reasons();
  }

  @Test
  void failsForAFinding() {
    assertThat(Verdict.of(List.of(), List.of(finding(3)), List.of(), KEPT, false).reasons())
        .containsExactly("rehearse-once: 3 findings");
  }

  @Test
  void failsWhenTheJudgeFindsSomethingOrCannotBeAsked() {
    List<Judged> judged =
        List.of(
            new Judged("check", Judged.State.FOUND, ""),
            new Judged("replay", Judged.State.NO_VERDICT, ""));

    assertThat(Verdict.of(List.of(), List.of(), judged, KEPT, false).reasons())
        .containsExactly("check found something", "replay could not be run");
  }

  @Test
  void saysWhatWasNotJudged() {
    Verdict verdict =
        Verdict.of(
            List.of(), List.of(), List.of(Judged.notAsked("check", "say --db URL")), KEPT, false);

    assertThat(verdict.passes()).isTrue();
    assertThat(verdict.warnings()).containsExactly("not judged: check, say --db URL");
  }

  @Test
  void aMissedTargetIsLoudAndFailsOnlyWhereItIsToldTo() {
    Verdict mild = Verdict.of(List.of(), List.of(), List.of(), MISSED, false);
    Verdict strict = Verdict.of(List.of(), List.of(), List.of(), MISSED, true);

    assertThat(mild.passes()).isTrue();
    assertThat(mild.warnings()).singleElement().asString().startsWith("TARGET MISSED: of 1,000");
    assertThat(strict.reasons()).isEqualTo(mild.warnings());
  }

  private static FaultReport fault(Fact fact, @Nullable Double resumed) {
    return new FaultReport(
        "kill-worker", 1, 1, 10, "kill -9", fact.holds(), List.of(fact), resumed, null);
  }

  private static Finding finding(long findings) {
    return new Finding("rehearse-once", findings, "no player holds two seats of one");
  }
}
