package dev.muster.quickstart.rehearse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.muster.quickstart.rehearse.load.Curve.Point;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CurveTest {
  private final Curve curve =
      new Curve(List.of(new Point(0, 0), new Point(10, 200), new Point(20, 200)));

  @Test
  void makesAsManyRequestsAsItsArea() {
    assertThat(curve.requests()).isEqualTo(1_000 + 2_000);
    assertThat(curve.moments(new SplittableRandom(1))).hasSize(3_000).isSorted();
  }

  @Test
  void makesThemWhenItsRateSays() {
    long[] moments = curve.moments(new SplittableRandom(1));

    assertThat(between(moments, 0, 5)).isCloseTo(250, within(2L));
    assertThat(between(moments, 5, 10)).isCloseTo(750, within(2L));
    assertThat(between(moments, 10, 11)).isCloseTo(200, within(2L));
    assertThat(between(moments, 19, 20)).isCloseTo(200, within(2L));
  }

  private static long between(long[] moments, double from, double to) {
    return Arrays.stream(moments).filter(each -> each >= from * 1e9 && each < to * 1e9).count();
  }

  @Test
  void goesOnAtItsLastRateOrTheLeast() {
    assertThat(curve.goingOn(10, 20).requests()).isEqualTo(3_000 + 2_000);
    var quiet = new Curve(List.of(new Point(0, 100), new Point(10, 0)));
    assertThat(quiet.goingOn(10, 20).points().getLast().perSecond()).isEqualTo(20);
  }

  @Test
  void refusesPointsThatAreNoCurve() {
    for (List<Point> points :
        List.of(
            List.of(new Point(0, 1)),
            List.of(new Point(1, 1), new Point(2, 1)),
            List.of(new Point(0, 1), new Point(0, 2)))) {
      assertThatThrownBy(() -> new Curve(points)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
