package dev.muster.quickstart.drop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.drop.ApiConnection.Answer;
import dev.muster.quickstart.drop.Client.Receipt;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.StatusCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/// Learns outcomes the moment they are decided: each command says that its answer may wait for the
/// outcome, so that the receipt and the outcome are one answer. Where it took longer than that, the
/// client goes on waiting.
final class LongPolling implements Sale.Submitting {
  private static final int WAIT_SECONDS = 30;

  /// Waiting longer than this for one outcome means that there will be none.
  private static final int POLLS_MAX = 4;

  private final Map<UUID, Outcome> outcomes = new ConcurrentHashMap<>();
  private final Queue<Long> notifyNanos = new ConcurrentLinkedQueue<>();
  private final LongAdder polls = new LongAdder();

  @Override
  public Receipt submit(Client client, ApiCommand command)
      throws IOException, InterruptedException {
    polls.increment();
    Instant asked = Instant.now();
    Receipt receipt = client.submit(command, WAIT_SECONDS);
    Answer answer = receipt.answer();
    for (int poll = 1; answer.retryAfterSeconds() >= 0 && poll < POLLS_MAX; poll++) {
      polls.increment();
      answer = client.get("/v1/enrollment-requests/" + receipt.requestId(), WAIT_SECONDS);
    }
    if (answer.retryAfterSeconds() < 0) {
      learn(answer, asked, Instant.now());
    }
    return receipt;
  }

  private void learn(Answer answer, Instant asked, Instant known) {
    try {
      Result result = StatusCodec.decode(answer.body().getBytes(UTF_8));
      Instant decided = result.header().decidedAt();
      if (decided.isAfter(asked)) {
        notifyNanos.add(Duration.between(decided, known).toNanos());
      }
      outcomes.put(result.header().requestId(), Outcome.of(result));
    } catch (MalformedJsonException e) {
      throw new UnexpectedAnswerException("no outcome: " + e.getMessage(), answer);
    }
  }

  /// What clients learned: the outcome of every request that was decided.
  Map<UUID, Outcome> outcomes() {
    return outcomes;
  }

  /// How soon they knew, from the decision (the worker's clock) to the moment the client had read
  /// of it (this process's, on the same machine).
  ///
  /// @param databaseReads reads of the database on behalf of them
  Notified notified(long databaseReads) {
    var nanos = new Percentiles(notifyNanos.stream().mapToLong(Long::longValue));
    return new Notified(nanos.millis(50), nanos.millis(99), polls.sum(), databaseReads);
  }
}
