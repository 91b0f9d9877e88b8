package dev.muster.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class Rfc3339Test {
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
  private static final long SEED = 20_261_123;

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

  @Test
  void writesWhatTheLibraryWrites() {
    for (int i = 0; i < 100_000; i++) {
      Instant time = time();
      assertThat(Rfc3339.format(time)).isEqualTo(time.toString());
    }
    for (Instant edge :
        List.of(
            Instant.EPOCH,
            Instant.EPOCH.minusNanos(1),
            Instant.ofEpochSecond(LAST_SECOND, 999_999_999),
            Instant.ofEpochSecond(LAST_SECOND + 1),
            Instant.MIN,
            Instant.MAX)) {
      assertThat(Rfc3339.format(edge)).isEqualTo(edge.toString());
    }
  }

  @Test
  void readsWhatItWritesCutToMicroseconds() {
    for (int i = 0; i < 100_000; i++) {
      Instant time = time();
      assertThat(Rfc3339.parse(time.toString())).isEqualTo(time.truncatedTo(ChronoUnit.MICROS));
    }
    assertThat(Rfc3339.parse("2026-11-23T10:20:30.1Z"))
        .isEqualTo(Instant.parse("2026-11-23T10:20:30.100Z"));
    assertThat(Rfc3339.parse("2026-11-23T10:20:30.12345678Z"))
        .isEqualTo(Instant.parse("2026-11-23T10:20:30.123456Z"));
  }

  /// One character wrong is enough, whichever it is.
  @Test
  void readsNothingElse() {
    for (String wrong :
        List.of(
            "",
            "Z",
            "1969-12-31T23:59:59Z",
            "2026-02-29T10:20:30Z",
            "2026-13-01T10:20:30Z",
            "2026-00-01T10:20:30Z",
            "2026-11-00T10:20:30Z",
            "2026-11-23T24:00:00Z",
            "2026-11-23T10:60:30Z",
            "2026-11-23T10:20:60Z",
            "2026-11-23T10:20:30.Z",
            "2026-11-23T10:20:30,5Z",
            "2026-11-23T10:20:30.1234567890Z",
            "2026-11-23T10:20:30.12345x7Z",
            "2026-11-23T10:20:30.1234567xZ",
            "2026-11-23T10:20:30")) {
      assertThat(Rfc3339.parse(wrong)).as(wrong).isNull();
    }
    String right = "2026-11-23T10:20:30.123456Z";
    for (int i = 0; i < right.length(); i++) {
      String wrong = right.substring(0, i) + '_' + right.substring(i + 1);
      assertThat(Rfc3339.parse(wrong)).as(wrong).isNull();
    }
    assertThat(Rfc3339.parse("2028-02-29t10:20:30.5z"))
        .isEqualTo(Instant.parse("2028-02-29T10:20:30.500Z"));
    assertThat(Rfc3339.parse("2026-11-23T10:20:30+01:00"))
        .isEqualTo(Instant.parse("2026-11-23T09:20:30Z"));
  }

  private Instant time() {
    long[] units = {1_000_000_000, 1_000_000, 1_000, 1};
    long unit = units[random.nextInt(units.length)];
    return Instant.ofEpochSecond(
        random.nextLong(LAST_SECOND), random.nextLong(1_000_000_000 / unit) * unit);
  }
}
