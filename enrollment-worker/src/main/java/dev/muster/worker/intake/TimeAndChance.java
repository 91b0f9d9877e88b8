package dev.muster.worker.intake;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/// What the intake does not decide itself: how time passes and how dice fall. Handed in, so that a
/// test can play a day in a second, and the same day twice.
///
/// @param nanos like [System#nanoTime]: only differences mean something
/// @param dice for a bound above 0, a number from 0 to below it
record TimeAndChance(LongSupplier nanos, LongUnaryOperator dice) {
  /// As they really are.
  static final TimeAndChance REAL =
      new TimeAndChance(System::nanoTime, bound -> ThreadLocalRandom.current().nextLong(bound));
}
