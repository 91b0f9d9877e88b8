package dev.muster.quickstart.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class BenchReportTest {
  private static final Series SERIES = new Series("it", "x", List.of(1.0, 9.0, 2.0));

  @Test
  void theMedianDecidesAndOneMissedBarIsEnough() {
    Bar met = Bar.atLeast(2, "met", SERIES);
    assertThat(report(met).met()).isTrue();
    assertThat(report(met).verdict()).endsWith("ALL BARS MET").doesNotContain("NOT ALL");
    for (Bar missed : List.of(Bar.atLeast(2.1, "x", SERIES), Bar.atMost(1.9, "x", SERIES))) {
      assertThat(report(met, missed).met()).isFalse();
      assertThat(report(met, missed).verdict()).contains("MISSED").endsWith("NOT ALL BARS MET");
    }
  }

  /// Whichever side of the limit is good: no value is no good one.
  @Test
  void aBarWhoseValueWasNotMeasuredIsMissed() {
    for (double nothing : List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)) {
      var unmeasured = new Series("it", "x", List.of(1.0, nothing, 2.0));
      for (Bar bar : List.of(Bar.atLeast(0, "x", unmeasured), Bar.atMost(9, "x", unmeasured))) {
        assertThat(report(bar).met()).isFalse();
        assertThat(report(bar).verdict())
            .contains("MISSED")
            .contains("not measured")
            .endsWith("NOT ALL BARS MET");
      }
    }
  }

  @Test
  void whereNothingIsHeldToABarNoneIsCalledMet() {
    assertThat(report().met()).as("exit 0").isTrue();
    assertThat(report().verdict()).contains("NO BARS").doesNotContain("MET");
  }

  private static BenchReport report(Bar... bars) {
    return new BenchReport(
        Map.of(),
        List.of(
            new Section("nothing", List.of(), List.of(SERIES), List.of()),
            new Section("something", List.of(), List.of(SERIES), List.of(bars))));
  }
}
