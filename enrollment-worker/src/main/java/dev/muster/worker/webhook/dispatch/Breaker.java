package dev.muster.worker.webhook.dispatch;

import java.time.Duration;
import java.time.Instant;

/// Holds back from a receiver that is down. After five outages in a row it lets one POST through at
/// a time, after pauses that grow; the first that is not an outage ends it. What waits meanwhile
/// uses up none of its attempts.
final class Breaker {
  static final int OUTAGES_MAX = 5;
  static final Duration PAUSE_FIRST = Duration.ofSeconds(1);
  static final Duration PAUSE_MAX = Duration.ofMinutes(1);

  private int outages;
  private Duration pause = PAUSE_FIRST;
  private Instant probeAt = Instant.MIN;

  boolean isOpen() {
    return outages >= OUTAGES_MAX;
  }

  /// When the next POST may go out, if nothing is under way.
  Instant probeAt() {
    return probeAt;
  }

  void answered() {
    outages = 0;
    pause = PAUSE_FIRST;
    probeAt = Instant.MIN;
  }

  void outage(Instant now) {
    boolean wasOpen = isOpen();
    outages++;
    // What was under way when it opened is no probe: only a probe's failure lengthens the pause.
    if (isOpen() && (!wasOpen || !now.isBefore(probeAt))) {
      probeAt = now.plus(pause);
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(PAUSE_MAX) < 0 ? doubled : PAUSE_MAX;
    }
  }
}
