package dev.muster.quickstart.drop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.drop.DropReport.Invariant;
import dev.muster.quickstart.drop.DropReport.Outcomes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportJsonTest {
  private final JsonNode json =
      JsonMapper.builder()
          .build()
          .readTree(
              ReportJson.text(
                  new DropReport(
                      20,
                      5,
                      4,
                      30,
                      28,
                      1.5,
                      2.5,
                      3.5,
                      28,
                      4.5,
                      5.5,
                      6.5,
                      7.5,
                      null,
                      null,
                      null,
                      null,
                      null,
                      new Outcomes(5, 1, Map.of("TOURNAMENT_FULL", 22L)),
                      List.of(new Invariant("balance-equals-ledger", 0)),
                      DropReport.PASS)));

  @Test
  void hasExactlyTheNamesOfTheContract() {
    assertThat(json.propertyNames())
        .containsExactly(
            "players",
            "seats",
            "clients",
            "submitted",
            "accepted",
            "acceptPerSecond",
            "acceptP50Ms",
            "acceptP99Ms",
            "decided",
            "decidedPerSecond",
            "decisionP50Ms",
            "decisionP99Ms",
            "drainSeconds",
            "outcomes",
            "invariants",
            "verdict");
    assertThat(json.get("outcomes").propertyNames())
        .containsExactly("ENROLLED", "UNENROLLED", "REJECTED");
    assertThat(json.get("invariants").get(0).propertyNames()).containsExactly("id", "findings");
  }

  @Test
  void rejectionsAreCountedByReason() {
    assertThat(json.get("outcomes").get("REJECTED").get("TOURNAMENT_FULL").asLong()).isEqualTo(22);
  }

  @Test
  void numbersAreNumbers() {
    assertThat(json.get("submitted").isIntegralNumber()).isTrue();
    assertThat(json.get("drainSeconds").asDouble()).isEqualTo(7.5);
  }
}
