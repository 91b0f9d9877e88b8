package dev.muster.quickstart.drop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.drop.ApiConnection.Answer;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.StatusCodec;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Learns the outcome of every request the way clients do: by asking, and by asking again only
/// after the time they are told to wait.
final class Polling {
  private static final int OK = 200;

  /// Nothing decided for so long means that nothing more will be.
  private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

  private final URI api;
  private final int clients;
  private final Counters counters;

  /// When any client learned an outcome last: one client's share may be the end of the queue.
  private final AtomicLong lastLearned = new AtomicLong(System.nanoTime());

  Polling(URI api, int clients, Counters counters) {
    this.api = api;
    this.clients = clients;
    this.counters = counters;
  }

  /// A request to ask for, not before a moment.
  private record Open(UUID id, long notBefore) {}

  /// The outcome of each request; those that stay undecided are missing.
  Map<UUID, Outcome> run(Collection<UUID> requestIds) throws InterruptedException {
    List<UUID> ids = List.copyOf(requestIds);
    Map<UUID, Outcome> outcomes = HashMap.newHashMap(ids.size());
    Crowd.run(clients, number -> learn(ids, number)).forEach(outcomes::putAll);
    return outcomes;
  }

  private Map<UUID, Outcome> learn(List<UUID> ids, int number)
      throws IOException, InterruptedException, MalformedJsonException {
    Queue<Open> open = new ArrayDeque<>();
    for (int i = number; i < ids.size(); i += clients) {
      open.add(new Open(ids.get(i), System.nanoTime()));
    }
    Map<UUID, Outcome> outcomes = new HashMap<>();
    try (var client = new Client(api, counters)) {
      while (!open.isEmpty() && System.nanoTime() - lastLearned.get() < SILENCE_MAX.toNanos()) {
        Open next = open.remove();
        long early = next.notBefore() - System.nanoTime();
        if (early > 0) {
          Thread.sleep(Duration.ofNanos(early));
        }
        Answer answer = client.get("/v1/enrollment-requests/" + next.id());
        if (answer.retryAfterSeconds() >= 0) {
          long wait = Duration.ofSeconds(answer.retryAfterSeconds()).toNanos();
          open.add(new Open(next.id(), System.nanoTime() + wait));
        } else if (answer.status() == OK) {
          outcomes.put(next.id(), Outcome.of(StatusCodec.decode(answer.body().getBytes(UTF_8))));
          counters.learned.increment();
          lastLearned.set(System.nanoTime());
        } else {
          throw new UnexpectedAnswerException("outcome of " + next.id(), answer);
        }
      }
    }
    return outcomes;
  }
}
