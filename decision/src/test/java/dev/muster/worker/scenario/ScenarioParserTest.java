package dev.muster.worker.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.worker.decision.InMemorySystem;
import dev.muster.worker.scenario.Scenario.Pace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What the scenario language says about a line that is wrong, and about a system that is.
class ScenarioParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          enrol P1 T1 -> ENROLLED                  | unknown verb 'enrol'; known are define,
          register P1                              | '->' and the expected outcome are missing
          register -> ACCEPTED                     | a player, such as P1 is missing
          register T1 -> ACCEPTED                  | 'T1' stands where a player, such as P1 was expected
          register P1 P2 -> ACCEPTED               | 'P2' is one word too many
          register P1 ->                           | an outcome is missing
          register P1 -> FINE                      | 'FINE' (requeststatus) is not one of [PENDING, ENROLLED
          register P1 -> REJECTED                  | a reason is missing
          register P1 -> REJECTED TOO_LATE         | 'TOO_LATE' (rejectionreason) is not one of [MALFORMED
          register P1 -> ACCEPTED balanse=1        | unknown option 'balanse'
          register P1 -> ACCEPTED balance=much     | 'much' (balance) is not a number
          grant P1 lots -> ACCEPTED                | 'lots' (amount) is not a number
          grant P1 0 -> ACCEPTED                   | no well-formed command: amount must be from 1
          define T1 fee=1 -> ACCEPTED              | 'capacity=' is missing
          define T1 capacity=1 fee=1 fee=2 -> ACCEPTED | 'fee' is given twice
          define T1 capacity=1 fee=1 price=2 -> ACCEPTED | unknown option 'price'
          define T1 capacity=1 fee=1 opens=noon -> ACCEPTED | 'noon' (opens) is not a time relative to
          define T1 capacity=9999999999 fee=1 -> ACCEPTED | no well-formed command: integer overflow
          repeat r1 -> ACCEPTED                    | no line before this one says 'as r1'
          expect P1                                | expected is either 'unknown' or at least one
          expect P1 unknown balance=1              | expected is either 'unknown' or at least one
          expect P1 balance=1 -> ACCEPTED          | an expect line has no '->'
          expect X1 balance=1                      | 'X1' stands where a player, such as P1 was expected
          """)
  void aWrongLineIsNamedWithFileAndNumber(String line, String problem) {
    var scenario = new Scenario("wrong.scenario", "# title\n\n" + line + "\n");

    assertThatThrownBy(() -> scenario.runAgainst(new InMemorySystem(), Pace.ONE_BY_ONE))
        .isInstanceOf(ScenarioException.class)
        .hasMessageStartingWith("wrong.scenario:3: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          enroll P1 T1 -> REJECTED TOURNAMENT_FULL           | found ENROLLED charged=50 balance=10
          enroll P1 T1 -> ENROLLED charged=49                | found ENROLLED charged=50 balance=10
          enroll P1 T1 -> ENROLLED balance=60                | found ENROLLED charged=50 balance=10
          cancel T1 -> ACCEPTED refunded=1                   | found ACCEPTED refunded=0
          grant P1 1 -> ACCEPTED balance=60                  | found ACCEPTED balance=61
          expect P1 balance=61                               | found {balance=60}
          expect P1 ledger=none                              | found {ledger=60}
          expect P1 balanse=60                               | found {} of {
          expect P1 unknown                                  | found {
          expect P1 T1 history=ACTIVE                        | found {history=none}
          expect T1 left=2                                   | found {left=1}
          expect T2 enrolled=0                               | there is none
          """)
  void aWrongExpectationIsNamedWithWhatWasFound(String line, String found) {
    String text =
        """
        define T1 capacity=1 fee=50 -> ACCEPTED
        register P1 -> ACCEPTED
        grant P1 60 -> ACCEPTED
        """;
    var scenario = new Scenario("wrong.scenario", text + line);

    for (Pace pace : Pace.values()) {
      assertThatThrownBy(() -> scenario.runAgainst(new InMemorySystem(), pace))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("wrong.scenario:4: " + line)
          .hasMessageContaining(found);
    }
  }

  @ParameterizedTest
  @EnumSource(Pace.class)
  void twoRunsOfOneScenarioDoNotMeet(Pace pace) {
    var scenario = new Scenario("a.scenario", "register P1 -> ACCEPTED\nexpect P1 balance=0\n");
    var again = new Scenario("b.scenario", scenario.text() + "grant P1 7 -> ACCEPTED balance=7");
    var system = new InMemorySystem();

    again.runAgainst(system, pace);
    scenario.runAgainst(system, pace);
  }

  @Test
  void theNameOfTheFileIsTheRule() {
    assertThat(Scenario.all())
        .extracting(Scenario::toString)
        .contains("the last seat goes to the lowest offset")
        .doesNotHaveDuplicates();
  }
}
