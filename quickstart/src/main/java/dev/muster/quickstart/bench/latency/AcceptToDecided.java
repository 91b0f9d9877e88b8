package dev.muster.quickstart.bench.latency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.bench.Bar;
import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.Scenario;
import dev.muster.quickstart.bench.Section;
import dev.muster.quickstart.bench.Series;
import dev.muster.quickstart.bench.load.CommandFeed;
import dev.muster.quickstart.drop.ApiCommand;
import dev.muster.quickstart.drop.Percentiles;
import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.quickstart.system.LocalSystem;
import dev.muster.schemas.Topics;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.wire.CommandCodec;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// How long a request waits for its decision at low load, beside the least that a decision is made
/// of: one way through the log and back, and one commit.
public final class AcceptToDecided implements Scenario {
  private static final int PER_SECOND = 50;
  private static final int ROUNDS = 4;

  /// Slices so short that a noisy neighbour disturbs both.
  private static final int SLICES = 8;

  private static final int SLICE = 60;
  /// So many that the compilers are through with what runs once for a request.
  private static final int WARM_UP_PER_SECOND = 1_000;

  private static final int WARM_UP = 40_000;
  private static final int TRIPS_PER_SECOND = 400;
  private static final int TRIPS = 8_000;
  private static final int SETTLING = 10;
  private static final int COUNT = SLICES * (SLICE - SETTLING);
  private static final double BAR = 2.5;

  private static final String COUNT_ENROLLED =
      """
      SELECT (SELECT count(*) FROM decision
              WHERE tournament_id = ? AND outcome = 'ENROLLED') AS enrolled,
             (SELECT enrolled_count FROM tournament WHERE id = ?) AS seats
      """;

  private final List<BareTrip.Times> bare = new ArrayList<>();
  private final List<Requests.Times> muster = new ArrayList<>();

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String purpose() {
    return "from the 202 to the result on the log, at %d requests/s".formatted(PER_SECOND);
  }

  @Override
  public List<Section> run(Bench bench) throws IOException, InterruptedException {
    int requests = WARM_UP + ROUNDS * SLICES * SLICE;
    List<UUID> players = Stream.generate(UUID::randomUUID).limit(requests).toList();
    UUID tournament = UUID.randomUUID();
    LocalSystem system = bench.freshSystem(settings -> settings);
    try (var feed = new CommandFeed(system)) {
      feed.prepare(players, 100, List.of(tournament), requests, 10);
    }
    List<ApiCommand> wishes =
        players.stream()
            .map(player -> ApiCommand.request(player.toString(), false, tournament, player))
            .toList();
    try (var load = new Requests(system);
        var trip = new BareTrip(system, likeACommand(tournament))) {
      bench.progress("warming up");
      var _ = load.run(WARM_UP_PER_SECOND, WARM_UP, wishes::get);
      var _ = trip.run(TRIPS_PER_SECOND, TRIPS);
      int used = WARM_UP;
      for (int round = 0; round < ROUNDS; round++) {
        bench.progress("round %d of %d".formatted(round + 1, ROUNDS));
        var trips = new BareTrip.Times(List.of(), List.of());
        var decisions = new Requests.Times(List.of(), List.of());
        for (int slice = 0; slice < SLICES; slice++) {
          trips = trips.and(trip.run(PER_SECOND, SLICE).from(SETTLING));
          int first = used;
          Requests.Times measured = load.run(PER_SECOND, SLICE, i -> wishes.get(first + i));
          decisions = decisions.and(measured.from(SETTLING));
          used += SLICE;
        }
        bare.add(trips);
        muster.add(decisions);
        requireEnrolled(system, tournament, used);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return List.of(section());
  }

  private static ConsumerRecord<byte[], byte[]> likeACommand(UUID tournament) {
    var envelope =
        new CommandEnvelope(
            UUID.randomUUID(), UUID.randomUUID(), new Enroll(tournament, UUID.randomUUID(), null));
    return new ConsumerRecord<>(
        Topics.TOURNAMENT_COMMANDS,
        0,
        0,
        tournament.toString().getBytes(UTF_8),
        CommandCodec.encode(envelope));
  }

  private static void requireEnrolled(LocalSystem system, UUID tournament, int count)
      throws SQLException {
    try (Connection connection =
            system.postgres().dataSource(LocalPostgres.SUPERUSER).getConnection();
        PreparedStatement statement = connection.prepareStatement(COUNT_ENROLLED)) {
      statement.setObject(1, tournament);
      statement.setObject(2, tournament);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (row.getLong("enrolled") != count || row.getLong("seats") != count) {
          throw new IllegalStateException(
              "%d requests, %d enrolled, %d seats taken"
                  .formatted(count, row.getLong("enrolled"), row.getLong("seats")));
        }
      }
    }
  }

  private Section section() {
    Series decided = p99("accept -> decided, p99", muster, each -> each.decisions().stream());
    Series sum = p99("one round trip + one commit, p99 of the sum", bare, each -> sums(each));
    return new Section(
        purpose(),
        List.of(
            "%d rounds of %d requests and %d trips with commits at %d/s, %d at a time in turn, the first %d each time not counted"
                .formatted(ROUNDS, COUNT, COUNT, PER_SECOND, SLICE, SETTLING),
            "open loop over HTTP; one tournament, every request has an Idempotency-Key and is enrolled and paid; no webhook endpoint is registered; one process each: API, worker, validator, broker, PostgreSQL",
            "warm-up: %,d requests at %d/s and %,d trips at %d/s"
                .formatted(WARM_UP, WARM_UP_PER_SECOND, TRIPS, TRIPS_PER_SECOND),
            "decided: an assigned consumer of muster.results has the record; one clock for all moments",
            "a trip: a record of a command's size, acks=all, from the producer's call to the consumer; then one row updated and committed; the percentile of their sum, not the sum of two percentiles"),
        List.of(
            decided,
            sum,
            p99("one round trip, p99", bare, each -> each.trips().stream()),
            p99("one commit, p99", bare, each -> each.commits().stream()),
            percentile(50, "accept -> decided, p50", muster, e -> e.decisions().stream()),
            percentile(50, "one round trip + one commit, p50", bare, each -> sums(each)),
            percentile(50, "sent -> accept, p50", muster, e -> e.receipts().stream()),
            p99("sent -> accept, p99", muster, each -> each.receipts().stream())),
        List.of(Bar.atMost(BAR, "latency, p99 : trip and commit", decided.per(sum))));
  }

  private static Stream<Long> sums(BareTrip.Times times) {
    return IntStream.range(0, COUNT).mapToObj(i -> times.trips().get(i) + times.commits().get(i));
  }

  private static <T> Series p99(String what, List<T> rounds, Function<T, Stream<Long>> nanos) {
    return percentile(99, what, rounds, nanos);
  }

  private static <T> Series percentile(
      int percent, String what, List<T> rounds, Function<T, Stream<Long>> nanos) {
    return new Series(
        what,
        "ms",
        rounds.stream()
            .map(
                each ->
                    new Percentiles(nanos.apply(each).mapToLong(Long::longValue)).millis(percent))
            .toList());
  }
}
