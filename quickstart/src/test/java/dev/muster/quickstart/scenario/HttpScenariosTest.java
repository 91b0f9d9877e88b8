package dev.muster.quickstart.scenario;

import dev.muster.quickstart.storm.RunningSystem;
import dev.muster.quickstart.storm.SharedSystem;
import dev.muster.worker.scenario.Scenario;
import dev.muster.worker.scenario.Scenario.Pace;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every scenario through the whole system: what the core decides is what a client sees.
@ExtendWith(SharedSystem.class)
class HttpScenariosTest {
  /// What HTTP cannot say, and why.
  private static final Map<String, String> NOT_OVER_HTTP =
      Map.of(
          "on-the-log-a-key-serves-one-command-of-any-kind.scenario",
          "the API gives each operation keys of its own, so two kinds never share one");

  private final RunningSystem system;

  HttpScenariosTest(RunningSystem system) {
    this.system = system;
  }

  @TestFactory
  Stream<DynamicNode> everyScenarioHoldsOverHttp() {
    return Scenario.all().stream()
        .filter(scenario -> !NOT_OVER_HTTP.containsKey(scenario.file()))
        .map(this::test);
  }

  private DynamicNode test(Scenario scenario) {
    return DynamicTest.dynamicTest(
        scenario.toString(),
        () -> scenario.runAgainst(new HttpSystem(system.client()), Pace.ONE_BY_ONE));
  }
}
