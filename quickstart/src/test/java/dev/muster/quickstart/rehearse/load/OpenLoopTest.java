package dev.muster.quickstart.rehearse.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.rehearse.load.Curve.Point;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The load comes at its planned moments, whatever the system does.
class OpenLoopTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration TOLERANCE = Duration.ofMillis(500);

  private final UUID run = UUID.randomUUID();
  private final Cast cast = new Cast(1, run, 4, 100, 10);
  private final LoadCounters counters = new LoadCounters();
  private final List<Click> clicks =
      Script.of(1, new Curve(List.of(new Point(0, 100), new Point(2, 100))), cast).stream()
          .map(
              c ->
                  new Click(
                      c.dueNanos(), c.motive(), c.player(), c.tournament(), c.keyNumber(), false))
          .toList();

  @Test
  void aSystemThatAnswersNobodyDoesNotSlowItDown() throws Exception {
    var answering = new CountDownLatch(1);
    try (var api = new FakeApi(answering, 0);
        var clients = new StubbornClients(api.uri(), cast, run, PATIENCE, counters)) {
      var lastWentOut = new CompletableFuture<Integer>();
      OpenLoop.Clicking watched =
          (click, due) -> {
            if (click.equals(clicks.getLast())) {
              // By now nobody has had an answer: whoever is to come has come, at the same pace.
              lastWentOut.complete(counters.underWay());
              answering.countDown();
            }
            return clients.click(click, due);
          };

      Load load = loop(watched, clicks.size()).run(clicks, _ -> true);

      assertThat(lastWentOut.join()).isEqualTo(clicks.size());
      assertThat(load.pace().missed()).isFalse();
      assertThat(load.pace().sent()).isEqualTo(200);
      assertThat(load.sent()).allMatch(sent -> sent.requestId() != null);
      // What they waited counts from the planned moment.
      assertThat(load.sent().stream().mapToLong(Sent::waitedNanos).max().orElseThrow())
          .isGreaterThan(Duration.ofMillis(1_500).toNanos());
    }
  }

  @Test
  void saysHowMuchWasNotSentWhenThereIsNoRoom() throws Exception {
    var answering = new CountDownLatch(1);
    try (var api = new FakeApi(answering, 0);
        var clients = new StubbornClients(api.uri(), cast, run, PATIENCE, counters)) {
      Load load =
          loop(clients, 10)
              .run(
                  clicks,
                  click -> {
                    if (click.equals(clicks.getLast())) {
                      answering.countDown();
                    }
                    return true;
                  });

      assertThat(load.pace().missed()).isTrue();
      assertThat(load.pace().planned()).isEqualTo(200);
      assertThat(load.pace().unsent()).isEqualTo(load.unsent().size()).isGreaterThanOrEqualTo(189);
    }
  }

  @Test
  void saysHowMuchCameTooLate() throws Exception {
    OpenLoop.Clicking sluggish =
        (click, due) ->
            new Sent(
                click, run, TOLERANCE.toNanos() + 1, TOLERANCE.toNanos() + 1, 0, 1, null, null);

    Load load = loop(sluggish, 1_000).run(clicks, _ -> true);

    assertThat(load.pace().late()).isEqualTo(200);
    assertThat(load.pace().peakSent()).isZero();
    assertThat(load.pace().missed()).isTrue();
  }

  @Test
  void endsWhereItIsTold() throws Exception {
    var sent = new AtomicInteger();
    OpenLoop.Clicking counted =
        (click, due) -> {
          sent.incrementAndGet();
          return new Sent(click, run, 0, 0, 0, 1, null, null);
        };

    Load load = loop(counted, 1_000).run(clicks, click -> !click.equals(clicks.get(20)));

    assertThat(sent).hasValue(20);
    assertThat(load.pace().planned()).isEqualTo(20);
  }

  @Test
  void whoeverIsSentAwayComesAgainUnderTheSameKey() throws Exception {
    try (var api = new FakeApi(new CountDownLatch(0), 2);
        var clients = new StubbornClients(api.uri(), cast, run, PATIENCE, counters)) {
      Click click = clicks.getFirst();

      Sent sent = clients.click(click, System.nanoTime());

      assertThat(sent.requestId()).isNotNull();
      assertThat(sent.attempts()).isEqualTo(3);
      assertThat(counters.refused()).isEqualTo(2);
      assertThat(api.attempts()).containsOnlyKeys('"' + StubbornClients.key(run, click) + '"');
    }
  }

  @Test
  void aClientThatNobodyAnswersGivesUpInTheEndAndSaysSo() throws Exception {
    var gone = new FakeApi(new CountDownLatch(0), 0);
    gone.close();
    try (var clients =
        new StubbornClients(gone.uri(), cast, run, Duration.ofMillis(100), counters)) {
      Sent sent = clients.click(clicks.getFirst(), System.nanoTime());

      assertThat(sent.requestId()).isNull();
      assertThat(sent.failure()).isEqualTo("no answer");
      assertThat(counters.broken()).isGreaterThan(1);
    }
  }

  private OpenLoop loop(OpenLoop.Clicking clicking, int underWayMax) {
    return new OpenLoop(clicking, new OpenLoop.Limits(underWayMax, TOLERANCE), counters);
  }
}
