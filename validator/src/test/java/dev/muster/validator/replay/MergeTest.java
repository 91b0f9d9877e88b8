package dev.muster.validator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.worker.decision.LogEntry;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whatever order the workers of several partitions came to, a right database is never accused; and
/// a changed one is found.
class MergeTest {
  private static final int HISTORIES = Integer.getInteger("muster.histories", 2_000);

  private record Replayed(Fold fold, @Nullable Difference difference) {}

  @Test
  void aRightDatabaseIsNeverAccused() throws SQLException {
    long first = Long.getLong("muster.seed", 1);
    long fromRows = 0;
    long repeats = 0;
    long failed = 0;
    for (long seed = first; seed < first + HISTORIES; seed++) {
      var history = new History(seed);
      Replayed replayed = replay(history, history.items());

      assertThat(replayed.difference()).as("seed %d", seed).isNull();
      FoldedWorld world = replayed.fold().world();
      assertThat(world.tournaments()).as("seed %d", seed).isEqualTo(history.world().tournaments());
      assertThat(world.players()).as("seed %d", seed).isEqualTo(history.world().players());
      assertThat(world.enrollments())
          .as("seed %d", seed)
          .isEqualTo(history.world().enrollments().size());
      fromRows += replayed.fold().counts().fromRows;
      repeats += replayed.fold().counts().repeats;
      failed += replayed.fold().counts().failed;
    }
    // Else the histories would not be what this is about.
    assertThat(fromRows).isPositive();
    assertThat(repeats).isPositive();
    assertThat(failed).isPositive();
  }

  @Test
  void aChangedRowIsFound() throws SQLException {
    long first = Long.getLong("muster.seed", 1);
    var found = new SoftAssertions();
    for (long seed = first; seed < first + HISTORIES; seed++) {
      var random = new SplittableRandom(seed);
      var history = new History(seed);
      List<List<Item>> items = history.items();
      String changed = Tampering.tamper(items, random);
      if (changed != null) {
        found
            .assertThat(replay(history, items).difference())
            .as("seed %d: %s", seed, changed)
            .isNotNull();
      }
    }
    found.assertAll();
  }

  @Test
  void theCommandIsNamed() throws SQLException {
    var history = new History(3);
    List<List<Item>> items = history.items();
    for (List<Item> partition : items) {
      for (int i = 0; i < partition.size(); i++) {
        Recorded recorded = partition.get(i).recorded();
        if (recorded != null && "ENROLLED".equals(recorded.decision().outcome())) {
          var changed = Tampering.with(recorded.decision(), "reason", "TOURNAMENT_FULL");
          partition.set(i, Tampering.with(partition.get(i), changed));
          Difference difference = replay(history, items).difference();
          assertThat(String.valueOf(difference))
              .contains("ENROLL " + recorded.decision().requestId())
              .contains(partition.get(i).place().toString())
              .contains("by the log:      reason null")
              .contains("in the database: reason TOURNAMENT_FULL");
          return;
        }
      }
    }
    throw new AssertionError("nobody is enrolled in this history");
  }

  @Test
  void aKeyThatChangedHandsIsFound() throws SQLException {
    int tried = 0;
    for (long seed = 1; seed <= HISTORIES / 10; seed++) {
      var history = new History(seed);
      List<List<Item>> items = history.items();
      for (List<Item> partition : items) {
        for (int i = 0; i < partition.size(); i++) {
          Item item = partition.get(i);
          if (item.recorded() != null
              && item.ownsItsKey()
              && item.entry() instanceof LogEntry.Request) {
            Item other =
                new Item(
                    item.place(),
                    item.entry(),
                    item.recorded(),
                    item.elsewhere(),
                    UUID.randomUUID(),
                    new Place("elsewhere", 0, 0));
            partition.set(i, other);
            assertThat(replay(history, items).difference()).as("seed %d, %s", seed, i).isNotNull();
            partition.set(i, item);
            tried++;
          }
        }
      }
    }
    assertThat(tried).isPositive();
  }

  @Test
  void aCommandThatNobodyDecidedIsFound() throws SQLException {
    var history = new History(2);
    List<List<Item>> items = history.items();
    List<Item> partition = items.getFirst();
    Item last = partition.getLast();
    partition.set(
        partition.size() - 1, new Item(last.place(), last.entry(), null, null, null, null));
    Difference difference = replay(history, items).difference();
    assertThat(String.valueOf(difference)).contains("no decision of it");
  }

  private static Replayed replay(History history, List<List<Item>> items) throws SQLException {
    var fold = new Fold(history, _ -> {});
    List<Merge.Source> sources = new ArrayList<>();
    for (List<Item> partition : items) {
      Deque<Item> rest = new ArrayDeque<>(partition);
      sources.add(rest::pollFirst);
    }
    return new Replayed(fold, new Merge(fold, history).run(sources));
  }
}
