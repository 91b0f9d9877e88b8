package dev.muster.worker.decision;

import dev.muster.worker.scenario.Scenario;
import dev.muster.worker.scenario.Scenario.Pace;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every scenario against the core in memory, one by one and as one batch: how the log is cut into
/// batches changes no answer.
class CoreScenariosTest {
  @TestFactory
  Stream<DynamicNode> everyScenarioHoldsHoweverTheLogIsCut() {
    return Scenario.all().stream()
        .flatMap(scenario -> Stream.of(Pace.values()).map(pace -> test(scenario, pace)));
  }

  private static DynamicNode test(Scenario scenario, Pace pace) {
    return DynamicTest.dynamicTest(
        scenario + ", " + pace, () -> scenario.runAgainst(new InMemorySystem(), pace));
  }
}
