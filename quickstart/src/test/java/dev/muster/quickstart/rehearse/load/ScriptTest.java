package dev.muster.quickstart.rehearse.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.rehearse.load.Click.Motive;
import dev.muster.quickstart.rehearse.load.Curve.Point;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private final Curve curve = new Curve(List.of(new Point(0, 500), new Point(10, 500)));
  private final Cast cast = new Cast(1, UUID.randomUUID(), 8, 300, 50);

  @Test
  void theSameSeedGivesTheSameScriptInEveryRun() {
    var another = new Cast(1, UUID.randomUUID(), 8, 300, 50);

    assertThat(Script.of(1, curve, another)).isEqualTo(Script.of(1, curve, cast)).hasSize(5_000);
    assertThat(Script.of(2, curve, cast)).isNotEqualTo(Script.of(1, curve, cast));
    assertThat(another.player(0)).isNotEqualTo(cast.player(0));
  }

  /// Else the API would answer 422, rightly.
  @Test
  void whateverHasTheKeyOfAnotherAsksForTheSame() {
    Map<Integer, Click> first = new HashMap<>();
    int repeats = 0;
    for (Click click : Script.of(1, curve, cast)) {
      Click original = first.putIfAbsent(click.keyNumber(), click);
      if (original != null) {
        repeats++;
        assertThat(click.player()).isEqualTo(original.player());
        assertThat(click.tournament()).isEqualTo(original.tournament());
        assertThat(click.isUnenroll()).isEqualTo(original.isUnenroll());
      }
    }
    assertThat(repeats).isBetween(300, 500);
  }

  @Test
  void hasEveryMotiveAndHalfOfItIsForTheHotTournament() {
    List<Click> clicks = Script.of(1, curve, cast);

    assertThat(clicks.stream().map(Click::motive)).contains(Motive.values());
    assertThat(clicks.stream().filter(click -> click.tournament() == Cast.HOT).count())
        .isBetween(2_500L, 3_100L);
  }
}
