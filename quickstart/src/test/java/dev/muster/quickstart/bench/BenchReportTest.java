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

  @Test
  void whereNothingIsHeldToABarNoneIsCalledMet() {
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
