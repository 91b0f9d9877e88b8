package dev.muster.quickstart.drop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  private final Percentiles hundred =
      new Percentiles(LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000));

  @Test
  void areExactByNearestRank() {
    assertThat(hundred.millis(50)).isEqualTo(50);
    assertThat(hundred.millis(99)).isEqualTo(99);
    assertThat(hundred.millis(100)).isEqualTo(100);
    assertThat(hundred.millis(0.1)).isEqualTo(1);
  }

  @Test
  void ofOneValueAreThatValue() {
    var one = new Percentiles(LongStream.of(7_000_000));

    assertThat(one.millis(50)).isEqualTo(7);
    assertThat(one.millis(99)).isEqualTo(7);
  }

  @Test
  void ofNothingAreZero() {
    assertThat(new Percentiles(LongStream.empty()).millis(99)).isZero();
  }
}
