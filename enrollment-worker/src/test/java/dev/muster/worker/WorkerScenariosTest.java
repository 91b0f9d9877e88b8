package dev.muster.worker;

import dev.muster.schemas.testing.TestDatabase;
import dev.muster.worker.scenario.Scenario;
import dev.muster.worker.scenario.Scenario.Pace;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every scenario through the worker's transaction on PostgreSQL: what the core decides is what the
/// rows say.
class WorkerScenariosTest {
  private static TestDatabase database;

  @BeforeAll
  static void createDatabase() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @TestFactory
  Stream<DynamicNode> everyScenarioHoldsInTheDatabaseHoweverTheLogIsCut() {
    return Scenario.all().stream()
        .flatMap(scenario -> Stream.of(Pace.values()).map(pace -> test(scenario, pace)));
  }

  private static DynamicNode test(Scenario scenario, Pace pace) {
    return DynamicTest.dynamicTest(
        scenario + ", " + pace, () -> scenario.runAgainst(new WorkerSystem(database), pace));
  }
}
