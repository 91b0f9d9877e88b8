package dev.muster.ingest.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.outcome.Status.Decided;
import dev.muster.ingest.outcome.Status.Undecided;
import dev.muster.schemas.result.Pending;
import dev.muster.schemas.result.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class OutcomesTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int WAIT_S = 20;

  private final Outcomes outcomes = new Outcomes(10);
  private final UUID id = UUID.randomUUID();

  private static Optional<Result> end(CompletableFuture<Optional<Result>> waiting)
      throws Exception {
    return waiting.get(WAIT_S, TimeUnit.SECONDS);
  }

  private CompletableFuture<Optional<Result>> await(Duration wait) {
    return outcomes.await(id, wait).orElseThrow();
  }

  @Test
  void anOutcomeEndsEveryWaitForIt() throws Exception {
    var first = await(LONG);
    var second = await(LONG);
    var other = outcomes.await(UUID.randomUUID(), LONG).orElseThrow();
    Result result = Samples.enrolled(id, 7);
    outcomes.decided(result);
    assertThat(end(first)).hasValue(result);
    assertThat(end(second)).hasValue(result);
    assertThat(end(await(LONG))).hasValue(result);
    assertThat(other).isNotDone();
    assertThat(outcomes.waiting()).isEqualTo(1);
  }

  @Test
  void aWaitEndsAtItsDeadline() throws Exception {
    assertThat(end(await(Duration.ofMillis(1)))).isEmpty();
    assertThat(outcomes.waiting()).isZero();
    assertThat(outcomes.awaited()).isEmpty();
  }

  @Test
  void whoeverLeavesNoLongerCounts() {
    var leaving = await(LONG);
    var staying = await(LONG);
    leaving.cancel(false);
    assertThat(outcomes.waiting()).isEqualTo(1);
    outcomes.decided(Samples.enrolled(id, 7));
    assertThat(staying).isCompleted();
    assertThat(outcomes.waiting()).isZero();
  }

  @Test
  void thereIsABoundOnWaiting() {
    var few = new Outcomes(2);
    assertThat(few.await(id, LONG)).isPresent();
    var second = few.await(id, LONG).orElseThrow();
    assertThat(few.await(id, LONG)).isEmpty();
    second.cancel(false);
    assertThat(few.await(id, LONG)).isPresent();
  }

  @Test
  void aReleaseEndsAllWaitsNowAndLater() throws Exception {
    var waiting = await(LONG);
    outcomes.release();
    assertThat(end(waiting)).isEmpty();
    assertThat(end(await(LONG))).isEmpty();
    assertThat(outcomes.waiting()).isZero();
  }

  /// Has the outcome told at the last moment before somebody waits for it.
  private static final class LastMoment extends Waiters {
    private final AtomicReference<Runnable> telling;

    LastMoment(AtomicReference<Runnable> telling) {
      super(1);
      this.telling = telling;
    }

    @Override
    Optional<CompletableFuture<Optional<Result>>> add(UUID id, Duration wait) {
      telling.get().run();
      return super.add(id, wait);
    }
  }

  @Test
  void anOutcomeThatComesWhileSomebodyStartsToWaitIsNotLost() throws Exception {
    var telling = new AtomicReference<Runnable>(() -> {});
    var raced = new Outcomes(new LastMoment(telling), 10);
    Result result = Samples.enrolled(id, 7);
    telling.set(() -> raced.decided(result));
    var waiting = raced.await(id, LONG).orElseThrow();
    assertThat(waiting).isCompletedWithValue(Optional.of(result));
    assertThat(raced.waiting()).isZero();
  }

  @Test
  void anOutcomeTakesThePlaceOfWhatWasPendingAndKeepsIt() {
    Pending pending = Samples.pending(id, 7);
    outcomes.undecided(pending, 1);
    assertThat(outcomes.find(id)).isInstanceOf(Undecided.class);
    assertThat(outcomes.onLog(id)).isEqualTo(pending);

    Result result = Samples.enrolled(id, 7);
    outcomes.decided(result);
    outcomes.undecided(pending, 1);
    assertThat(outcomes.find(id)).isEqualTo(new Decided(result));
    assertThat(outcomes.onLog(id)).isEqualTo(Pending.before(result));
  }

  @Test
  void aRequestKnownByItsIdAloneMayNotBeOnTheLogAndTakesNothingAway() {
    outcomes.undecided(Pending.known(id), 1);
    assertThat(outcomes.onLog(id)).isNull();
    Pending fuller = Samples.pending(id, 7);
    outcomes.undecided(fuller, 1);
    outcomes.undecided(Pending.known(id), 2);
    assertThat(outcomes.onLog(id)).isEqualTo(fuller);
    assertThat(outcomes.find(id))
        .isInstanceOfSatisfying(Undecided.class, status -> assertThat(status.epoch()).isEqualTo(2));
  }

  @Test
  void memoryIsBounded() {
    var small = new Outcomes(new Waiters(1), 100);
    for (int i = 0; i < 10_000; i++) {
      small.decided(Samples.enrolled(UUID.randomUUID(), i));
      small.undecided(Samples.pending(UUID.randomUUID(), i), 1);
    }
    assertThat(small.remembered()).isLessThanOrEqualTo(100);
  }
}
