package dev.muster.ingest.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.MemoryResults;
import dev.muster.ingest.read.Standing;
import dev.muster.schemas.result.LogPosition;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.dao.QueryTimeoutException;

/// The board in every order of events that can happen, by seed.
@NullMarked
class TournamentBoardSimulationTest {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final SimulatedTournament tournament = new SimulatedTournament();
  private final MemoryResults results = new MemoryResults();
  private final Queue<Runnable> readsDue = new ArrayDeque<>();
  private final long seed = Long.getLong("muster.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final TournamentBoard board =
      new TournamentBoard(results, _ -> read(), readsDue::add, () -> nanos());
  private long nanos = 1;
  private int told;
  private boolean calm;
  private long shown;

  TournamentBoardSimulationTest() {
    results.listen(board);
    results.begin(1);
  }

  private long nanos() {
    return nanos;
  }

  private Optional<Standing> read() {
    if (calm) {
      return tournament.now();
    }
    happen(random.nextInt(15));
    Optional<Standing> snapshot = tournament.now();
    happen(random.nextInt(15));
    if (random.nextInt(10) == 0) {
      throw new QueryTimeoutException("The database is away");
    }
    return snapshot;
  }

  /// Commits, publications, repeats, gaps, questions and reads in any order; in a read anything
  /// can happen before its snapshot and after it.
  @RepeatedTest(300)
  void whateverTheOrderItIsTrueOfItsPositionAndEndsAtTheTruth() {
    for (int step = 0; step < 200; step++) {
      happen(1);
      if (random.nextInt(3) == 0 && !readsDue.isEmpty()) {
        readsDue.remove().run();
        check(board.known(tournament.id));
      }
      // Now and then so long that results alone are not believed any more.
      nanos += random.nextLong(SECOND_NANOS) + (random.nextInt(8) == 0 ? 31 * SECOND_NANOS : 0);
    }
    calm = true;
    happenAll();
    Standing end = settled();
    check(end);
    assertThat(end != null).as("seed %d", seed).isEqualTo(tournament.now().isPresent());
    if (end != null) {
      assertThat(end.looksLike(tournament.now().orElseThrow()))
          .as("seed %d: %s, not %s", seed, end, tournament.now())
          .isTrue();
    }
  }

  /// Asks until nothing is read any more, which is long before the safety net is cast.
  private @Nullable Standing settled() {
    Standing known;
    do {
      nanos += SECOND_NANOS;
      known = board.known(tournament.id);
      if (readsDue.isEmpty()) {
        return known;
      }
      readsDue.remove().run();
    } while (true);
  }

  private void happenAll() {
    while (told < tournament.offset()) {
      results.tell(tournament.result(told++));
    }
  }

  private void happen(int times) {
    for (int i = 0; i < times; i++) {
      switch (random.nextInt(20)) {
        case 0 -> told = random.nextInt(told + 1);
        case 1 -> {
          // The feed starts anew at the end of what is published, which is some of the rest.
          told += random.nextInt(tournament.offset() - told + 1);
          results.begin(2 + random.nextInt(1000));
        }
        case 2, 3, 4, 5, 6, 7, 8, 9 -> tournament.decideAny(random);
        default -> {
          if (told < tournament.offset()) {
            results.tell(tournament.result(told++));
          }
        }
      }
      check(board.known(tournament.id));
    }
  }

  /// Rejections move the truth's position and not the board's, so what is shown is compared with
  /// the truth at the board's position.
  private void check(@Nullable Standing standing) {
    LogPosition next = standing == null ? null : standing.next();
    if (standing != null && next != null) {
      assertThat(next.offset())
          .as("seed %d: it never goes back", seed)
          .isGreaterThanOrEqualTo(shown);
      shown = next.offset();
      assertThat(tournament.at((int) next.offset()))
          .as("seed %d", seed)
          .hasValueSatisfying(
              truth ->
                  assertThat(truth.looksLike(standing))
                      .as("seed %d: %s, not %s", seed, standing, truth)
                      .isTrue());
    }
  }
}
