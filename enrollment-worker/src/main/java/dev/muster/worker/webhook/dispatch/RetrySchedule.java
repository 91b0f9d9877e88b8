package dev.muster.worker.webhook.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When a failed delivery is tried again. Pure: time and chance are handed in.
///
/// @param pauses before the second attempt, the third, and so on; after the last there is none
/// @param jitter by how much a pause is spread, as a fraction of it
public record RetrySchedule(List<Duration> pauses, double jitter) {
  private static final int DIGITS_MAX = 9;

  public RetrySchedule {
    pauses = List.copyOf(pauses);
  }

  /// How long to wait after a failed attempt.
  ///
  /// @param attempt which one failed, from 1
  /// @param hint how long the receiver asked to wait, or null; it can only lengthen the pause, and
  ///     not beyond the schedule's longest
  /// @param chance from 0 to 1
  /// @return null if that was the last attempt
  @Nullable Duration pauseAfter(int attempt, @Nullable Duration hint, double chance) {
    if (attempt > pauses.size()) {
      return null;
    }
    Duration step = pauses.get(attempt - 1);
    double factor = 1 + jitter * (2 * chance - 1);
    Duration pause = Duration.ofNanos(Math.round(step.toNanos() * factor));
    Duration longest = Collections.max(pauses);
    Duration asked = hint == null || hint.compareTo(longest) < 0 ? hint : longest;
    return asked == null || asked.compareTo(pause) < 0 ? pause : asked;
  }

  /// Reads a `Retry-After` header: seconds or an HTTP date.
  ///
  /// @return null if it is neither
  static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
    if (header == null || header.isBlank()) {
      return null;
    }
    String text = header.strip();
    if (text.length() <= DIGITS_MAX && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(now, until);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeParseException _) {
      return null;
    }
  }
}
