package dev.muster.quickstart.drop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.drop.ApiConnection.Answer;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.StatusCodec;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Learns the outcome of every request the way clients do: by asking, and by asking again only
/// after the time they are told to wait.
public final class Polling {
  private static final int OK = 200;

  /// Nothing learned by anybody for so long means that nothing more will be.
  private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

  private final URI api;
  private final int clients;
  private final Counters counters;
  private final AtomicLong lastLearned = new AtomicLong(System.nanoTime());

  /// @param clients who ask side by side
  public Polling(URI api, int clients, Counters counters) {
    this.api = api;
    this.clients = clients;
    this.counters = counters;
  }

  /// The outcome of each request; those that stay undecided are missing.
  ///
  /// @param requestIds in the order in which they were accepted, which is about the order in which
  ///     they are decided: when one is still pending, the next would be asked for in vain
  public Map<UUID, Result> run(List<UUID> requestIds) throws InterruptedException {
    Map<UUID, Result> outcomes = HashMap.newHashMap(requestIds.size());
    Crowd.run(clients, number -> learn(requestIds, number)).forEach(outcomes::putAll);
    return outcomes;
  }

  private Map<UUID, Result> learn(List<UUID> ids, int number)
      throws IOException, InterruptedException, MalformedJsonException {
    Map<UUID, Result> outcomes = new HashMap<>();
    try (var client = new Client(api, counters)) {
      for (int i = number; i < ids.size(); ) {
        Answer answer = client.get("/v1/enrollment-requests/" + ids.get(i));
        if (answer.status() != OK) {
          throw new UnexpectedAnswerException("outcome of " + ids.get(i), answer);
        }
        if (answer.retryAfterSeconds() < 0) {
          outcomes.put(ids.get(i), StatusCodec.decode(answer.body().getBytes(UTF_8)));
          counters.learned.increment();
          lastLearned.set(System.nanoTime());
          i += clients;
        } else if (System.nanoTime() - lastLearned.get() > SILENCE_MAX.toNanos()) {
          return outcomes;
        } else {
          Thread.sleep(Duration.ofSeconds(answer.retryAfterSeconds()));
        }
      }
    }
    return outcomes;
  }
}
