package dev.muster.ingest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class PatienceTest {
  private final Patience patience = new Patience();

  @Test
  void whatTakesTooLongFailsAndNotBefore() {
    long begun = System.nanoTime();
    var late = new CompletableFuture<String>();
    patience.limit(late, begun + Duration.ofMillis(250).toNanos());
    assertThatThrownBy(() -> late.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(250));
  }

  /// One that has time left is no reason to forget about the others, nor are those that are done.
  @Test
  void eachHasATimeOfItsOwn() throws Exception {
    long begun = System.nanoTime();
    var patient = new CompletableFuture<String>();
    patience.limit(patient, begun + Duration.ofMinutes(10).toNanos());
    List<CompletableFuture<String>> late = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      var done = new CompletableFuture<String>();
      patience.limit(done, begun);
      done.complete("in time");
      late.add(new CompletableFuture<>());
      patience.limit(late.getLast(), begun + i);
    }
    for (CompletableFuture<String> each : late) {
      assertThatThrownBy(() -> each.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(TimeoutException.class);
    }
    assertThat(patient).isNotDone();
    assertThat(patient.complete("still")).isTrue();
    assertThat(patient.get()).isEqualTo("still");
  }

  /// Nobody looks while nothing is open; somebody must again afterwards.
  @Test
  void looksAgainAfterAPause() {
    for (int i = 0; i < 5; i++) {
      var late = new CompletableFuture<String>();
      patience.limit(late, System.nanoTime());
      assertThatThrownBy(() -> late.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }
}
