package dev.muster.quickstart.drop;

import java.util.SplittableRandom;

/// When players come to a public sale: most of them as the doors open, the rest in a tail that
/// thins out until the doors close.
final class Arrivals {
  /// How long the doors are open, in milliseconds.
  static final int SALE_MILLIS = 13_000;

  /// The first rush, in milliseconds.
  static final int RUSH_MILLIS = 2_000;

  /// Share of the players who come with the first rush.
  static final double RUSH_SHARE = 0.65;

  /// Mean of the tail's exponential distribution, before it is cut off at the end of the sale.
  private static final double TAIL_MEAN_MILLIS = 3_500;

  private Arrivals() {}

  /// One player's arrival, in milliseconds since the doors opened.
  static int sample(SplittableRandom random) {
    if (random.nextDouble() < RUSH_SHARE) {
      // The square packs the rush toward its beginning.
      double u = random.nextDouble();
      return (int) (RUSH_MILLIS * u * u);
    }
    double tail = SALE_MILLIS - RUSH_MILLIS;
    double cut = 1 - Math.exp(-tail / TAIL_MEAN_MILLIS);
    double late = -TAIL_MEAN_MILLIS * Math.log(1 - random.nextDouble() * cut);
    return RUSH_MILLIS + (int) Math.min(late, tail - 1);
  }
}
