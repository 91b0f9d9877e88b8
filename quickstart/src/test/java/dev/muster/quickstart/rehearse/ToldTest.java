package dev.muster.quickstart.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.drop.Finding;
import dev.muster.quickstart.drop.Outcome;
import dev.muster.quickstart.rehearse.load.Cast;
import dev.muster.quickstart.rehearse.load.Click;
import dev.muster.quickstart.rehearse.load.Click.Motive;
import dev.muster.quickstart.rehearse.load.Load;
import dev.muster.quickstart.rehearse.load.Pace;
import dev.muster.quickstart.rehearse.load.Sent;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.RequestStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Each check is silent after a good rehearsal and finds the one fault that is planted.
class ToldTest {
  private static final Outcome ACCEPTED = new Outcome(RequestStatus.ACCEPTED, null, null);
  private static final Outcome FULL =
      new Outcome(RequestStatus.REJECTED, RejectionReason.TOURNAMENT_FULL, null);

  private final Cast cast = new Cast(1, UUID.randomUUID(), 1, 3, 1);
  private final UUID setup = UUID.randomUUID();
  private final UUID first = UUID.randomUUID();
  private final UUID out = UUID.randomUUID();
  private final UUID second = UUID.randomUUID();
  private final UUID third = UUID.randomUUID();
  private final UUID seat = UUID.randomUUID();
  private final List<Sent> sent = new ArrayList<>();
  private final Map<UUID, Outcome> learned = new HashMap<>();
  private final Map<Integer, Long> shown = new HashMap<>(Map.of(0, 1L));
  private final Set<UUID> logged = new HashSet<>(List.of(setup, first, out, second, third));

  /// One seat: the first player gets it and gives it up, the second gets it, the third does not.
  ToldTest() {
    send(0, 0, Motive.WANT, first, null);
    send(0, 1, Motive.CHANGE_OF_MIND, out, null);
    send(1, 2, Motive.WANT, second, null);
    send(2, 3, Motive.WANT, third, FULL);
    learned.put(setup, ACCEPTED);
    learned.put(first, enrolled(seat));
    learned.put(out, new Outcome(RequestStatus.UNENROLLED, null, seat));
    learned.put(second, enrolled(UUID.randomUUID()));
    learned.put(third, FULL);
  }

  private void send(
      int player, int key, Motive motive, @Nullable UUID id, @Nullable Outcome toldEarly) {
    var click = new Click(0, motive, player, 0, key, toldEarly != null);
    sent.add(new Sent(click, id, 0, 0, 0, 1, id == null ? "no answer" : null, toldEarly));
  }

  private static Outcome enrolled(UUID enrollment) {
    return new Outcome(RequestStatus.ENROLLED, null, enrollment);
  }

  @Test
  void aGoodRehearsalHasNoFindings() {
    assertThat(broken()).isEmpty();
  }

  @Test
  void findsARequestThatWasNeverDecided() {
    learned.remove(third);

    assertThat(broken()).containsExactly("rehearse-decided", "rehearse-told-once");
  }

  @Test
  void findsARequestThatIsNotOnTheLog() {
    logged.remove(second);

    assertThat(broken()).containsExactly("rehearse-logged");
  }

  /// What nobody could look at is not said to hold.
  @Test
  void saysNothingOfWhatItCannotSee() {
    List<String> ids = told(null).findings().stream().map(Finding::id).toList();

    assertThat(ids)
        .contains("rehearse-decided", "rehearse-one-id")
        .doesNotContain("rehearse-logged", "rehearse-told-the-truth");
  }

  @Test
  void findsARepeatThatGotAnotherId() {
    UUID other = UUID.randomUUID();
    send(2, 3, Motive.REPEAT, other, null);
    learned.put(other, FULL);
    logged.add(other);

    assertThat(broken()).containsExactly("rehearse-one-id");
  }

  @Test
  void findsASetUpThatWasRefused() {
    learned.put(setup, FULL);

    assertThat(broken()).containsExactly("rehearse-set-up");
  }

  @Test
  void findsAClientWithoutAReceipt() {
    send(2, 4, Motive.WANT, null, null);

    assertThat(broken()).containsExactly("rehearse-answered");
  }

  @Test
  void findsAClientThatWasToldTwoThings() {
    UUID fourth = UUID.randomUUID();
    send(2, 4, Motive.WANT, fourth, ACCEPTED);
    learned.put(fourth, FULL);
    logged.add(fourth);

    assertThat(broken()).containsExactly("rehearse-told-once");
  }

  @Test
  void findsASeatTooMany() {
    learned.put(third, enrolled(UUID.randomUUID()));
    sent.removeLast();
    send(2, 3, Motive.WANT, third, null);
    shown.put(0, 2L);

    assertThat(broken()).containsExactly("rehearse-within-seats");
  }

  @Test
  void findsAPlayerWithTwoSeats() {
    UUID again = UUID.randomUUID();
    send(1, 4, Motive.DOUBLE_CLICK, again, null);
    learned.put(again, enrolled(UUID.randomUUID()));
    logged.add(again);
    shown.put(0, 2L);

    assertThat(broken()).containsExactly("rehearse-once", "rehearse-within-seats");
  }

  @Test
  void findsThatTheApiShowsOtherSeats() {
    shown.put(0, 0L);

    assertThat(broken()).containsExactly("rehearse-seats-shown");
  }

  private List<String> broken() {
    return told(logged).findings().stream()
        .filter(finding -> !finding.holds())
        .map(Finding::id)
        .toList();
  }

  private Told told(@Nullable Set<UUID> log) {
    var pace = new Pace(sent.size(), sent.size(), 0, 250, 0, 0, 0, sent.size(), sent.size());
    var load = new Load(0, sent, List.of(), pace);
    return new Told(cast, List.of(setup), load, learned, shown, log, null);
  }
}
