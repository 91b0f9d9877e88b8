package dev.muster.quickstart.rehearse.load;

import dev.muster.quickstart.rehearse.load.Click.Motive;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Every click of a rehearsal with its moment. Pure: the same seed and curve give the same script.
public final class Script {
  private static final double HOT_SHARE = 0.5;
  private static final double DOUBLE_CLICK_SHARE = 0.10;
  private static final double REPEAT_SHARE = 0.08;
  private static final double CHANGE_OF_MIND_SHARE = 0.10;
  private static final double ASKING_SHARE = 0.10;

  /// Double clicks and second thoughts come within as many other clicks.
  private static final int SOON = 200;

  private final SplittableRandom random;
  private final Cast cast;
  private final List<Click> clicks = new ArrayList<>();

  private Script(long seed, Cast cast) {
    // Not the cast's own sequence, or whoever is poor would also come at a special time.
    this.random = new SplittableRandom(seed + 1);
    this.cast = cast;
  }

  /// The clicks in the order of their moments, as many as the curve makes.
  public static List<Click> of(long seed, Curve curve, Cast cast) {
    var script = new Script(seed, cast);
    for (long moment : curve.moments(script.random)) {
      script.add(moment);
    }
    return List.copyOf(script.clicks);
  }

  private void add(long moment) {
    double rank = random.nextDouble();
    if (clicks.isEmpty() || rank > DOUBLE_CLICK_SHARE + REPEAT_SHARE + CHANGE_OF_MIND_SHARE) {
      int tournament =
          random.nextDouble() < HOT_SHARE ? Cast.HOT : random.nextInt(cast.tournaments());
      int player = random.nextInt(cast.players());
      clicks.add(click(moment, Motive.WANT, player, tournament, clicks.size()));
      return;
    }
    Click earlier = clicks.get(Math.max(0, clicks.size() - 1 - random.nextInt(SOON)));
    if (rank < REPEAT_SHARE) {
      // The very same request: an unenroll is repeated as one.
      clicks.add(
          new Click(
              moment,
              earlier.isUnenroll() ? Motive.CHANGE_OF_MIND : Motive.REPEAT,
              earlier.player(),
              earlier.tournament(),
              earlier.keyNumber(),
              false));
    } else {
      Motive motive =
          rank < REPEAT_SHARE + DOUBLE_CLICK_SHARE ? Motive.DOUBLE_CLICK : Motive.CHANGE_OF_MIND;
      clicks.add(click(moment, motive, earlier.player(), earlier.tournament(), clicks.size()));
    }
  }

  private Click click(long moment, Motive motive, int player, int tournament, int keyNumber) {
    boolean asks = random.nextDouble() < ASKING_SHARE;
    return new Click(moment, motive, player, tournament, keyNumber, asks);
  }
}
