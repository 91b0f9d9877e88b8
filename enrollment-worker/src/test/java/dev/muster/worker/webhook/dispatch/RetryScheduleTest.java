package dev.muster.worker.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final RetrySchedule schedule =
      new RetrySchedule(
          List.of(Duration.ofSeconds(10), Duration.ofSeconds(100), Duration.ofSeconds(50)), 0.2);

  @ParameterizedTest
  @CsvSource({"1, 0, 8", "1, 0.5, 10", "1, 1, 12", "2, 0, 80", "2, 1, 120", "3, 0.5, 50"})
  void aPauseIsItsStepSpreadByTheJitter(int attempt, double chance, long seconds) {
    assertThat(schedule.pauseAfter(attempt, null, chance)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void afterTheLastStepThereIsNoPause() {
    assertThat(schedule.pauseAfter(4, null, 0.5)).isNull();
    assertThat(schedule.pauseAfter(4, Duration.ofSeconds(1), 0.5)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"5, 10", "10, 10", "60, 60", "100, 100", "101, 100", "1000000, 100"})
  void aHintLengthensAPauseUpToTheLongestStep(long hint, long seconds) {
    assertThat(schedule.pauseAfter(1, Duration.ofSeconds(hint), 0.5))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "120 | 120",
        "' 7 ' | 7",
        "Sun, 22 Nov 2026 10:02:00 GMT | 120",
        "Sun, 22 Nov 2026 09:00:00 GMT | 0",
      })
  void retryAfterIsSecondsOrADate(String header, long seconds) {
    assertThat(RetrySchedule.retryAfter(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "soon", "-1", "1.5", "99999999999", "2026-11-22T10:02:00Z"})
  void anythingElseIsNoHint(String header) {
    assertThat(RetrySchedule.retryAfter(header, NOW)).isNull();
    assertThat(RetrySchedule.retryAfter(null, NOW)).isNull();
  }
}
