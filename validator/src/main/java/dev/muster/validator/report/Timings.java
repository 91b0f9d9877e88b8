package dev.muster.validator.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// When and how fast, as far as the entries say.
///
/// @param firstSubmittedMicros first append of a request for or from a seat; null without any
/// @param lastSubmittedMicros last one
/// @param lastDecidedMicros last decision on one
/// @param firstFull first request refused because all seats were taken; null if none was
/// @param fromMicros where `demand` and `decisions` begin
/// @param stretchMs how long each of their numbers counts
/// @param demand requests appended, the busy part: at least 99 of 100
/// @param decisions decided, over the same time
/// @param waits percentiles in microseconds by name
/// @param waitSteps how many waited how long
/// @param fill seats taken by place
record Timings(
    @Nullable Long firstSubmittedMicros,
    @Nullable Long lastSubmittedMicros,
    @Nullable Long lastDecidedMicros,
    @Nullable Moment firstFull,
    long fromMicros,
    long stretchMs,
    List<Long> demand,
    List<Long> decisions,
    List<Wait> waits,
    List<Waits.Step> waitSteps,
    List<FillCurve.Point> fill) {

  /// @param place of a request
  /// @param micros when it was appended
  record Moment(long place, long micros) {}

  /// @param name such as `p99`
  record Wait(String name, long micros) {}
}
