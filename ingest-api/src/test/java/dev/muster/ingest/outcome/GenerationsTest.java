package dev.muster.ingest.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GenerationsTest {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final Generations<Integer, String> map = new Generations<>(100, KEPT, 0);

  @Test
  void theNewestHalfIsKeptAndNeverMoreThanTheWhole() {
    for (int i = 0; i < 1_000; i++) {
      map.put(i, "v" + i, 0);
      for (int newest = Math.max(0, i - 49); newest <= i; newest++) {
        assertThat(map.get(newest, 0)).isEqualTo("v" + newest);
      }
      assertThat(map.size()).isLessThanOrEqualTo(100);
    }
    assertThat(map.get(0, 0)).isNull();
  }

  @Test
  void writingTheSameKeysAgainDropsNothing() {
    IntStream.range(0, 40).forEach(i -> map.put(i, "v", 0));
    IntStream.range(0, 10_000).forEach(_ -> map.put(7, "w", 0));

    assertThat(map.size()).isEqualTo(40);
    assertThat(map.get(7, 0)).isEqualTo("w");
  }

  @Test
  void aMergeSeesWhatIsOld() {
    map.put(1, "a", 0);
    IntStream.range(100, 160).forEach(i -> map.put(i, "v", 0));

    map.merge(1, "b", (known, newer) -> known + newer, 0);

    assertThat(map.get(1, 0)).isEqualTo("ab");
  }

  @Test
  void aReplacementNeedsTheValueThatIsKeptYoungOrOld() {
    map.put(1, "a", 0);
    assertThat(map.replace(1, "x", "b", 0)).isFalse();
    assertThat(map.replace(1, "a", "b", 0)).isTrue();
    IntStream.range(100, 160).forEach(i -> map.put(i, "v", 0));

    assertThat(map.replace(1, "a", "c", 0)).isFalse();
    assertThat(map.replace(1, "b", "c", 0)).isTrue();
    assertThat(map.replace(1, "b", "d", 0)).isFalse();

    assertThat(map.get(1, 0)).isEqualTo("c");
  }

  @Test
  void nothingIsKeptForLongerAndEverythingForHalfAsLong() {
    map.put(1, "a", 0);
    assertThat(map.get(1, 5 * MINUTE - 1)).isEqualTo("a");
    assertThat(map.get(1, 5 * MINUTE)).isEqualTo("a");
    assertThat(map.get(1, 10 * MINUTE)).isNull();

    map.put(2, "b", 10 * MINUTE);
    assertThat(map.get(2, 25 * MINUTE)).isNull();
    assertThat(map.size()).isZero();
  }

  /// The outcome of a request must not be hidden by whoever found it undecided, however often the
  /// generations change in between.
  @Test
  void whatIsMergedAtOnceIsNeverLost() throws Exception {
    var small = new Generations<Integer, Integer>(8, KEPT, 0);
    try (var threads = Executors.newFixedThreadPool(3)) {
      for (int key = 0; key < 30_000; key++) {
        int id = key;
        List<Callable<Void>> writers = new ArrayList<>();
        for (int bit : List.of(1, 2)) {
          writers.add(
              () -> {
                small.merge(id, bit, (known, more) -> known | more, 0);
                return null;
              });
        }
        writers.add(
            () -> {
              for (int other = 1; other <= 3; other++) {
                small.put(-3 * id - other, 0, 0);
              }
              return null;
            });
        for (Future<Void> done : threads.invokeAll(writers)) {
          done.get();
        }
        assertThat(small.get(id, 0)).isEqualTo(3);
      }
    }
  }
}
