package dev.muster.worker.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/// Everything that is left to chance, from one seed.
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// From 0 to below the bound.
  int below(int bound) {
    return random.nextInt(bound);
  }

  long below(long bound) {
    return random.nextLong(bound);
  }

  /// One in so many times; never for 0.
  boolean oneIn(int times) {
    return times > 0 && random.nextInt(times) == 0;
  }

  <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
