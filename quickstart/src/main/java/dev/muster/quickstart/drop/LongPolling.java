package dev.muster.quickstart.drop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.drop.ApiConnection.Answer;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.StatusCodec;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Learns outcomes the moment they are decided. Each client has a second connection, on which it
/// asks for one request after another, in the order of its receipts, and lets the API hold each
/// answer back until there is an outcome.
final class LongPolling implements Sale.Receipts, AutoCloseable {
  private static final int OK = 200;
  private static final int WAIT_SECONDS = 30;

  /// Asking longer than this for one outcome means that there will be none.
  private static final int POLLS_MAX = 4;

  private static final Duration CONNECT_MAX = Duration.ofSeconds(30);

  private final URI api;
  private final Counters counters;
  private final List<BlockingQueue<Optional<UUID>>> receipts;
  private final CountDownLatch connected;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<Learned>> clients = new ArrayList<>();

  LongPolling(URI api, int clients, Counters counters) {
    this.api = api;
    this.counters = counters;
    this.connected = new CountDownLatch(clients);
    this.receipts =
        Stream.generate(
                () -> (BlockingQueue<Optional<UUID>>) new LinkedBlockingQueue<Optional<UUID>>())
            .limit(clients)
            .toList();
  }

  /// What clients learned.
  ///
  /// @param outcomes of every request that was decided
  /// @param notifyNanos for each long poll, from the decision (the worker's clock) to the moment
  ///     the client had read of it (this process's, on the same machine)
  /// @param polls long polls it took
  record Learned(Map<UUID, Outcome> outcomes, List<Long> notifyNanos, long polls) {}

  /// Returns when every client has its second connection.
  LongPolling start() throws InterruptedException {
    for (BlockingQueue<Optional<UUID>> queue : receipts) {
      clients.add(threads.submit(() -> learn(queue)));
    }
    if (!connected.await(CONNECT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(
          "%d clients could not connect".formatted(connected.getCount()));
    }
    return this;
  }

  @Override
  public void accepted(int client, UUID requestId) {
    receipts.get(client).add(Optional.of(requestId));
  }

  /// Returns when every client knows the outcome of every receipt it got; there are no more.
  Learned finish() throws InterruptedException {
    receipts.forEach(queue -> queue.add(Optional.empty()));
    var all = new Learned(new HashMap<>(), new ArrayList<>(), 0);
    long polls = 0;
    for (Future<Learned> client : clients) {
      try {
        Learned learned = client.get();
        all.outcomes().putAll(learned.outcomes());
        all.notifyNanos().addAll(learned.notifyNanos());
        polls += learned.polls();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a client failed: " + e.getCause(), e);
      }
    }
    return new Learned(all.outcomes(), all.notifyNanos(), polls);
  }

  private Learned learn(BlockingQueue<Optional<UUID>> queue)
      throws IOException, InterruptedException, MalformedJsonException {
    Map<UUID, Outcome> outcomes = new HashMap<>();
    List<Long> notifyNanos = new ArrayList<>();
    long polls = 0;
    try (var client = new Client(api, counters)) {
      client.connect();
      connected.countDown();
      for (var next = queue.take(); next.isPresent(); next = queue.take()) {
        UUID id = next.get();
        for (int poll = 1; poll <= POLLS_MAX; poll++) {
          polls++;
          Answer answer = client.get("/v1/enrollment-requests/" + id, WAIT_SECONDS);
          Instant known = Instant.now();
          if (answer.status() != OK) {
            throw new UnexpectedAnswerException("outcome of " + id, answer);
          }
          if (answer.retryAfterSeconds() < 0) {
            Result result = StatusCodec.decode(answer.body().getBytes(UTF_8));
            notifyNanos.add(Duration.between(result.header().decidedAt(), known).toNanos());
            outcomes.put(id, Outcome.of(result));
            counters.learned.increment();
            break;
          }
        }
      }
    }
    return new Learned(outcomes, notifyNanos, polls);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
