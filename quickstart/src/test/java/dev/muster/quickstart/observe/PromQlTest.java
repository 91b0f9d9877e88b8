package dev.muster.quickstart.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PromQlTest {
  static Stream<Arguments> expressions() {
    return Stream.of(
        Arguments.of("up", Set.of("up")),
        Arguments.of("up == 1", Set.of("up")),
        Arguments.of(
            "sum(rate(a_total{x=\"b_total[5m]\", y!~'}'}[5m])) or vector(0)", Set.of("a_total")),
        Arguments.of(
            "sum by (le, instance) (rate(a_bucket[$__rate_interval]))", Set.of("a_bucket")),
        Arguments.of("sum(a) by (topic) / on (topic) group_left (x) b", Set.of("a", "b")),
        Arguments.of("time() - max(a_seconds) > 3600", Set.of("a_seconds")),
        Arguments.of("(a unless a offset 10m) > 0", Set.of("a")),
        Arguments.of(
            "muster:late:ratio5m > 1.44e-2 and(b > bool +Inf)", Set.of("muster:late:ratio5m", "b")),
        Arguments.of("histogram_quantile(0.95, a_bucket)", Set.of("a_bucket")),
        Arguments.of("vector(1)", Set.of()));
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void namesTheMetricsAndNothingElse(String expression, Set<String> metrics) {
    assertThat(PromQl.metrics(expression)).isEqualTo(metrics);
  }
}
