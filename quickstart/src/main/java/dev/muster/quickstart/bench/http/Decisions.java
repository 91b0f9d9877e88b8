package dev.muster.quickstart.bench.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.bench.decide.Wanted;
import dev.muster.quickstart.bench.http.HttpLoad.Outcome;
import dev.muster.quickstart.bench.latency.Tail;
import dev.muster.quickstart.bench.load.Pace;
import dev.muster.quickstart.drop.Percentiles;
import dev.muster.schemas.Topics;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.StatusCodec;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// When the results of one round's requests came, each for a player of its own. They are only kept
/// while the round lasts, and read after it: reading them is work beside what is measured.
final class Decisions implements AutoCloseable {
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);
  private static final long LOOK_EVERY_NANOS = 1_000_000;

  private record Arrived(ConsumerRecord<byte[], byte[]> result, long nanos) {}

  private final byte[] tournament;
  private final Queue<Arrived> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final Tail tail;

  /// Of a tournament whose results are still to come.
  Decisions(String bootstrapServers, UUID tournament) {
    this.tournament = tournament.toString().getBytes(UTF_8);
    tail = Tail.of(bootstrapServers, Topics.RESULTS, this::note);
  }

  private void note(ConsumerRecord<byte[], byte[]> result, long nanos) {
    if (Arrays.equals(result.key(), tournament)) {
      arrived.add(new Arrived(result, nanos));
      count.incrementAndGet();
    }
  }

  /// From when each request was due to its result, after all that were sent have theirs; of one
  /// that was never sent, how long it had waited by then.
  ///
  /// @param wishes all that were due, in their order
  /// @throws IllegalStateException if a result is missing
  Percentiles waits(List<Wanted> wishes, Outcome outcome, int perSecond) {
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (count.get() < outcome.requests()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%,d results of %,d requests".formatted(count.get(), outcome.requests()));
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    long last = 0;
    Map<UUID, Long> nanos = new HashMap<>();
    for (Arrived each : arrived) {
      last = each.nanos();
      var _ = nanos.putIfAbsent(player(each), each.nanos());
    }
    var pace = new Pace(outcome.begunNanos(), perSecond);
    long[] waits = new long[wishes.size()];
    for (int i = 0; i < waits.length; i++) {
      Long came = i < outcome.requests() ? nanos.get(wishes.get(i).playerId()) : Long.valueOf(last);
      if (came == null) {
        throw new IllegalStateException("request " + i + " has no result");
      }
      waits[i] = came - pace.dueNanos(i);
    }
    return new Percentiles(Arrays.stream(waits));
  }

  private static UUID player(Arrived each) {
    try {
      UUID player = StatusCodec.decode(each.result().value()).header().playerId();
      if (player == null) {
        throw new IllegalStateException("a result without a player");
      }
      return player;
    } catch (MalformedJsonException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    tail.close();
  }
}
