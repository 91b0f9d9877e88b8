package dev.muster.quickstart.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PaceTest {
  @Test
  void momentsAreEvenlySpacedAndDoNotDrift() {
    var pace = new Pace(1_000, 3);

    assertThat(pace.dueNanos(0)).isEqualTo(1_000);
    assertThat(pace.dueNanos(1)).isEqualTo(333_334_333L);
    assertThat(pace.dueNanos(3_000_000)).isEqualTo(1_000 + 1_000_000_000_000_000L);
  }
}
