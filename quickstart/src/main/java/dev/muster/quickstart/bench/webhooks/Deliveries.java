package dev.muster.quickstart.bench.webhooks;

import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.Scenario;
import dev.muster.quickstart.bench.Section;
import dev.muster.quickstart.bench.Series;
import dev.muster.quickstart.bench.load.CommandFeed;
import dev.muster.quickstart.drop.BareLoop;
import dev.muster.quickstart.drop.DeliveryRate;
import dev.muster.quickstart.drop.Drained;
import dev.muster.quickstart.drop.WebhookEndpoints;
import dev.muster.quickstart.drop.WebhookReceiver;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.schemas.command.Enroll;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// How fast a backlog of outcomes reaches one receiver, an event in each POST or a hundred.
public final class Deliveries implements Scenario {
  private static final int ROUNDS = 3;
  private static final int EVENTS = 20_000;
  private static final int BATCH = 100;
  private static final List<String> EVERYTHING =
      List.of(
          "enrollment.enrolled",
          "enrollment.unenrolled",
          "enrollment.rejected",
          "tournament.cancelled");

  private final List<Double> single = new ArrayList<>();
  private final List<Double> batched = new ArrayList<>();
  private final List<Double> bare = new ArrayList<>();

  @Override
  public String name() {
    return "webhooks";
  }

  @Override
  public String purpose() {
    return "deliveries of a backlog of %,d outcomes to one receiver".formatted(EVENTS);
  }

  @Override
  public List<Section> run(Bench bench) throws InterruptedException {
    LocalSystem system = bench.freshSystem(settings -> settings);
    Instant opened = Instant.now();
    decide(system);
    try (var receiver = WebhookReceiver.start();
        var endpoints = new WebhookEndpoints(system.httpUri())) {
      var loop = new BareLoop(receiver, DeliveryRate.CONCURRENCY);
      bench.progress("warming up");
      var _ = loop.postsPerSecond();
      var _ = drained(receiver, endpoints, 1, opened);
      for (int round = 0; round < ROUNDS; round++) {
        bench.progress("round %d of %d".formatted(round + 1, ROUNDS));
        bare.add(loop.postsPerSecond());
        single.add(drained(receiver, endpoints, 1, opened));
        batched.add(drained(receiver, endpoints, BATCH, opened));
      }
    }
    return List.of(section());
  }

  /// Half of the requests get a seat.
  private static void decide(LocalSystem system) throws InterruptedException {
    List<UUID> players = Stream.generate(UUID::randomUUID).limit(EVENTS).toList();
    UUID tournament = UUID.randomUUID();
    try (var feed = new CommandFeed(system)) {
      feed.prepare(players, 100, List.of(tournament), EVENTS / 2, 10);
      long decided = feed.decided();
      players.forEach(player -> feed.send(new Enroll(tournament, player, null)));
      feed.awaitDecided(decided + EVENTS);
    }
  }

  private static double drained(
      WebhookReceiver receiver, WebhookEndpoints endpoints, int batchSizeMax, Instant since)
      throws InterruptedException {
    Drained drained = Drained.of(receiver, endpoints, EVERYTHING, batchSizeMax, since);
    if (drained.events() != EVENTS) {
      throw new IllegalStateException(
          "%,d events for %,d requests".formatted(drained.events(), EVENTS));
    }
    return drained.perSecond();
  }

  private Section section() {
    var one = new Series("Muster, one event in a POST", "events/s", single);
    var loop = new Series("a bare loop of the same client", "POSTs/s", bare);
    return new Section(
        purpose(),
        List.of(
            "%d rounds in turn; an endpoint of its own for each, subscribed to everything, %d POSTs under way at most"
                .formatted(ROUNDS, DeliveryRate.CONCURRENCY),
            "the clock runs from the endpoint's resumption to its last event; every event counted once by its id",
            "the receiver verifies every signature with the published library and runs in the bench's process",
            "warm-up: the bare loop once, and the backlog once, an event in a POST"),
        List.of(
            one,
            new Series("Muster, %d events in a POST".formatted(BATCH), "events/s", batched),
            loop,
            one.per(loop)),
        List.of());
  }
}
