package dev.muster.worker.webhook.dispatch;

import java.time.Duration;
import java.time.Instant;

/// Lets so many POSTs a second through, after a pause at most a second's worth at once.
final class TokenBucket {
  private final double perSecond;
  private double tokens;
  private Instant filledAt;

  TokenBucket(int perSecond, Instant now) {
    this.perSecond = perSecond;
    this.tokens = 1;
    this.filledAt = now;
  }

  /// Takes a token if there is one.
  boolean take(Instant now) {
    fill(now);
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  /// When there will be a token.
  Instant nextAt(Instant now) {
    fill(now);
    double missing = Math.max(0, 1 - tokens);
    return now.plus(Duration.ofNanos((long) Math.ceil(missing / perSecond * 1e9)));
  }

  private void fill(Instant now) {
    double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
    if (seconds > 0) {
      tokens = Math.min(perSecond, tokens + seconds * perSecond);
      filledAt = now;
    }
  }
}
