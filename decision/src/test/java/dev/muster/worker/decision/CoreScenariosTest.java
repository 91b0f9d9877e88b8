package dev.muster.worker.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.result.RejectionReason;
import dev.muster.worker.scenario.Scenario;
import dev.muster.worker.scenario.Scenario.Pace;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every scenario against the core in memory, one by one and as one batch: how the log is cut into
/// batches changes no answer.
class CoreScenariosTest {
  @TestFactory
  Stream<DynamicNode> everyScenarioHoldsHoweverTheLogIsCut() {
    return Scenario.all().stream()
        .flatMap(scenario -> Stream.of(Pace.values()).map(pace -> test(scenario, pace)));
  }

  @Test
  void scenariosShowEveryReasonThatACommandCanReach() {
    String texts = Scenario.all().stream().map(Scenario::text).collect(Collectors.joining());

    // No command; the database refuses it; a million grants to get there.
    assertThat(RejectionReason.values())
        .filteredOn(reason -> !texts.contains("REJECTED " + reason + "\n"))
        .containsExactlyInAnyOrder(
            RejectionReason.MALFORMED_COMMAND,
            RejectionReason.FAILED,
            RejectionReason.BALANCE_LIMIT_EXCEEDED);
  }

  private static DynamicNode test(Scenario scenario, Pace pace) {
    return DynamicTest.dynamicTest(
        scenario + ", " + pace, () -> scenario.runAgainst(new InMemorySystem(), pace));
  }
}
