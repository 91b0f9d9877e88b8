package dev.muster.quickstart.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.quickstart.rehearse.Plan.PlannedFault;
import dev.muster.quickstart.rehearse.fault.Fault;
import dev.muster.quickstart.rehearse.load.Curve.Point;
import dev.muster.quickstart.system.UserErrorException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFileTest {
  private static final String GOOD =
      """
      seconds: 30
      seed: 7
      players: 100
      tournaments: 3
      seats: 20
      curve:
        - [0, 10]
        - [10.5, 100]
      faults:
        - at: 2.5
          fault: kill-worker
        - {at: 9, fault: drop-commit}
      """;

  @Test
  void readsAPlan() {
    Plan plan = PlanFile.parse("plan.yaml", GOOD);

    assertThat(plan.seed()).isEqualTo(7);
    assertThat(plan.players()).isEqualTo(100);
    assertThat(plan.tournaments()).isEqualTo(3);
    assertThat(plan.seats()).isEqualTo(20);
    // The last rate holds until the end.
    assertThat(plan.curve().points())
        .containsExactly(new Point(0, 10), new Point(10.5, 100), new Point(30, 100));
    assertThat(plan.faults())
        .containsExactly(
            new PlannedFault(2.5, Fault.KILL_WORKER), new PlannedFault(9, Fault.DROP_COMMIT));
  }

  @Test
  void theDefaultPlanHasEveryFaultInAMinute() {
    Plan plan = PlanFile.parse("default", PlanFile.defaultText());

    assertThat(plan.curve().seconds()).isEqualTo(60);
    assertThat(plan.faults().stream().map(PlannedFault::fault))
        .containsExactlyInAnyOrder(Fault.values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          seconds: 30         | seconds: 0       | plan.yaml:1: seconds: is 0, but must be from 1 to 3,600
          seconds: 30         | sekonds: 30      | plan.yaml:1: sekonds: there is no such field
          seed: 7             | seed: seven      | plan.yaml:2: seed: 'seven' is no number
          seed: 7             | seed: [7]        | plan.yaml:2: seed: must be one word
          seats: 20           |                  | plan.yaml:1: 'seats' is missing
          players: 100        | players: 2000000 | plan.yaml:3: players: is 2000000, but must be from 1 to 1,000,000
          - [0, 10]           | - [1, 10]        | plan.yaml:7: curve: needs two points or more, the first at second 0
          - [0, 10]           | - [0, 10, 5]     | plan.yaml:7: curve[0]: must be [second, requests per second]
          - [10.5, 100]       | - [40, 100]      | plan.yaml:8: curve[1][0]: is 40, but must be from 0 to 30
          - [10.5, 100]       | - [0, 100]       | plan.yaml:7: curve: its seconds must rise
          - [10.5, 100]       | - [10.5, fast]   | plan.yaml:8: curve[1][1]: 'fast' is no number
          fault: kill-worker  | fault: kil-worker | plan.yaml:11: faults[0].fault: there is no fault 'kil-worker'; there are kill-worker, freeze-worker, kill-broker, restart-postgres, cut-connections, delay-connections, drop-commit
          fault: kill-worker  | fualt: kill-worker | plan.yaml:11: faults[0].fualt: there is no such field
          at: 2.5             | at: 31           | plan.yaml:10: faults[0].at: is 31, but must be from 0 to 30
          at: 2.5             | at: 10           | plan.yaml:12: faults[1].at: comes before the fault above it
          curve:              | curve: [         | plan.yaml:7: expected the node content, but found '-'
          """)
  void saysWhereAMistakeIsAndWhat(String right, String wrong, String message) {
    String text = GOOD.replaceFirst(Pattern.quote(right), wrong == null ? "" : wrong);

    assertThatThrownBy(() -> PlanFile.parse("plan.yaml", text))
        .isInstanceOf(UserErrorException.class)
        .hasMessage(message);
  }

  @Test
  void saysThatAPlanMakesNoRequestsOrIsNone() {
    assertThatThrownBy(() -> PlanFile.parse("p", GOOD.replace("10]", "0]").replace("100]", "0]")))
        .hasMessage("p:7: curve: makes 0 requests, but must make from 1 to 1,000,000");
    assertThatThrownBy(() -> PlanFile.parse("p", "")).hasMessage("p: is empty");
    assertThatThrownBy(() -> PlanFile.parse("p", "- a"))
        .hasMessage("p:1: must be a list of 'name: value'");
    assertThatThrownBy(() -> PlanFile.read(Path.of("no-such-plan.yaml")))
        .isInstanceOf(UserErrorException.class)
        .hasMessageContaining("no-such-plan.yaml");
  }
}
