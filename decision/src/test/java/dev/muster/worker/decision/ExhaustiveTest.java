package dev.muster.worker.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.worker.decision.TinyWorld.Letter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every sequence of five commands over [TinyWorld]: 23 commands, 23^5 = 6,436,343 sequences.
///
/// The players start alike and the commands treat them alike, so two sequences that differ only in
/// who is called what are the same case. Of these only the one is played in which the players
/// appear in their order, which leaves (23^5 + 3 * 13^5 + 2 * 8^5) / 6 = 1,269,293. That nothing
/// hangs on the names is not only believed: sequences of three are played under every name.
class ExhaustiveTest {
  private static final int STEPS = 5;

  @Test
  void everySequenceOfFiveIsDecidedAsTheRulesSay() {
    var walk = new Walk(new Decider(), STEPS, true);
    walk.start();
    assertThat(walk.sequences).isEqualTo(1_269_293);
  }

  @Test
  void namesOfPlayersDoNotMatter() {
    var walk = new Walk(new Decider(), 3, false);
    walk.start();
    assertThat(walk.sequences).isEqualTo(23 * 23 * 23);
  }

  @Test
  void aCoreThatSellsOneSeatTooManyIsFoundOut() {
    var walk = new Walk(new Decider(new PlantedFaults.NeverFull()), 2, true);
    assertThatThrownBy(walk::start).isInstanceOf(AssertionError.class);
  }

  @Test
  void aCoreThatMissesTheSecondOfTwoReasonsIsFoundOut() {
    var walk = new Walk(new Decider(new PlantedFaults.FullBeforeAlreadyEnrolled()), 2, true);
    assertThatThrownBy(walk::start)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ALREADY_ENROLLED")
        .hasMessageContaining("Enroll");
  }

  /// Walks the tree of sequences; what a prefix has led to is shared by all that begin with it.
  private static final class Walk {
    private final Decider decider;
    private final int steps;
    private final boolean playersInOrder;
    private final List<Letter> alphabet = TinyWorld.alphabet();
    private final LogEntry[][] entries;
    private final Duel beginning;
    private final List<LogEntry> path = new ArrayList<>();
    private int sequences;

    Walk(Decider decider, int steps, boolean playersInOrder) {
      this.decider = decider;
      this.steps = steps;
      this.playersInOrder = playersInOrder;
      this.entries = new LogEntry[steps][alphabet.size()];
      for (int step = 0; step < steps; step++) {
        for (int letter = 0; letter < alphabet.size(); letter++) {
          entries[step][letter] = TinyWorld.entry(step, alphabet.get(letter).command());
        }
      }
      this.beginning = new Duel(decider);
      beginning.play(TinyWorld.beginning());
    }

    void start() {
      from(beginning, 0);
    }

    private void from(Duel before, int playersSeen) {
      for (int letter = 0; letter < alphabet.size(); letter++) {
        int player = alphabet.get(letter).player();
        if (playersInOrder && player > playersSeen) {
          continue;
        }
        path.addLast(entries[path.size()][letter]);
        Duel after = step(before);
        if (path.size() < steps) {
          from(after, Math.max(playersSeen, player + 1));
        }
        path.removeLast();
      }
    }

    private Duel step(Duel before) {
      Duel after = before.copy();
      try {
        after.play(TinyWorld.batch(List.of(path.getLast())));
        if (path.size() == steps) {
          sequences++;
          asOneBatch(after);
        }
      } catch (AssertionError | IllegalStateException e) {
        throw new AssertionError(e.getMessage() + "\nafter " + path, e);
      }
      return after;
    }

    /// The same five at once: one snapshot, one change of every row, the same end.
    private void asOneBatch(Duel oneByOne) {
      InMemoryWorld world = beginning.world().copy();
      CommandBatch batch = TinyWorld.batch(path);
      world.apply(batch, decider.decide(world.snapshot(batch), batch));
      if (!world.holdsTheSameAs(oneByOne.world())) {
        throw new AssertionError("one batch of five ends differently");
      }
    }
  }
}
