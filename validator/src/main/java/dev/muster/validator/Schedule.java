package dev.muster.validator;

import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/// When a check is made.
///
/// @param name by which its metrics and its thread are told from those of the other
/// @param atStart also when the service starts
/// @param cron null for never
/// @param zone whose clock the expression is read by
/// @param retryMax longest pause after a check without a verdict
record Schedule(
    String name, boolean atStart, @Nullable CronExpression cron, ZoneId zone, Duration retryMax) {
  private static final Duration FREQUENT = Duration.ofHours(1);

  /// So often that nobody wants to read each time that all is well.
  boolean isFrequent() {
    return retryMax.compareTo(FREQUENT) < 0;
  }
}
