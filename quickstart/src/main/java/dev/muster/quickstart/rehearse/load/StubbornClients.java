package dev.muster.quickstart.rehearse.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.drop.ApiCommand;
import dev.muster.quickstart.drop.ApiConnection;
import dev.muster.quickstart.drop.ApiConnection.Answer;
import dev.muster.quickstart.drop.Outcome;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.StatusCodec;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Deque;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Clients as they are on a bad day: whoever gets no answer, or one to come again later, repeats
/// the request under the same idempotency key, with pauses that grow, until there is a receipt.
public final class StubbornClients implements OpenLoop.Clicking, AutoCloseable {
  private static final int OK = 200;
  private static final Set<Integer> RECEIPTS = Set.of(OK, 202);
  private static final Set<Integer> COME_AGAIN = Set.of(429, 503);
  private static final long PAUSE_MILLIS_FIRST = 250;
  private static final long PAUSE_MILLIS_MAX = 4_000;
  private static final Duration ASKS_AFTER = Duration.ofSeconds(1);

  private final URI api;
  private final Cast cast;
  private final UUID run;
  private final Duration patience;
  private final LoadCounters counters;
  private final Deque<ApiConnection> idle = new ConcurrentLinkedDeque<>();

  /// @param run sets the idempotency keys apart from those of other runs
  /// @param patience after which a client gives up
  public StubbornClients(URI api, Cast cast, UUID run, Duration patience, LoadCounters counters) {
    this.api = api;
    this.cast = cast;
    this.run = run;
    this.patience = patience;
    this.counters = counters;
  }

  /// The idempotency key of a click.
  public static String key(UUID run, Click click) {
    return "rehearse-%s-%d".formatted(run, click.keyNumber());
  }

  @Override
  public Sent click(Click click, long due) throws InterruptedException {
    ApiCommand command =
        ApiCommand.request(
            key(run, click),
            click.isUnenroll(),
            cast.tournament(click.tournament()),
            cast.player(click.player()));
    long lateness = Math.max(0, System.nanoTime() - due);
    long dueAtMillis =
        System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - due);
    counters.sent.increment();
    for (int attempt = 1; ; attempt++) {
      Answer answer = send(command);
      long waited = System.nanoTime() - due;
      if (answer != null && RECEIPTS.contains(answer.status()) && answer.location() != null) {
        counters.accepted.increment();
        UUID id = requestId(answer.location());
        Outcome told = click.asks() ? ask(id) : null;
        return new Sent(click, id, lateness, waited, dueAtMillis, attempt, null, told);
      }
      String failure = failure(answer);
      boolean comesAgain = answer == null || COME_AGAIN.contains(answer.status());
      if (!comesAgain || waited > patience.toNanos()) {
        return new Sent(click, null, lateness, waited, dueAtMillis, attempt, failure, null);
      }
      Thread.sleep(pause(attempt, answer));
    }
  }

  private @Nullable Answer send(ApiCommand command) {
    ApiConnection connection = borrow();
    try {
      Answer answer = connection.send(command);
      if (!RECEIPTS.contains(answer.status())) {
        counters.refused.increment();
      }
      return answer;
    } catch (IOException e) {
      counters.broken.increment();
      return null; // Nobody knows whether it arrived.
    } finally {
      idle.push(connection);
    }
  }

  /// What a client is told that asks in the midst of it all; null if it is told to wait, or
  /// nothing.
  private @Nullable Outcome ask(UUID id) throws InterruptedException {
    Thread.sleep(ASKS_AFTER);
    ApiConnection connection = borrow();
    try {
      Answer answer = connection.get("/v1/enrollment-requests/" + id);
      if (answer.status() != OK || answer.retryAfterSeconds() >= 0) {
        return null;
      }
      return Outcome.of(StatusCodec.decode(answer.body().getBytes(UTF_8)));
    } catch (IOException e) {
      return null;
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("the status of " + id + " is no status document", e);
    } finally {
      idle.push(connection);
    }
  }

  private ApiConnection borrow() {
    ApiConnection connection = idle.poll();
    return connection == null ? new ApiConnection(api) : connection;
  }

  private static Duration pause(int attempt, @Nullable Answer answer) {
    long grown = PAUSE_MILLIS_FIRST << Math.min(attempt - 1, 10);
    long longest = Math.min(PAUSE_MILLIS_MAX, grown);
    // Not all at once again.
    long jittered = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
    long told = answer == null ? 0 : TimeUnit.SECONDS.toMillis(answer.retryAfterSeconds());
    return Duration.ofMillis(Math.max(jittered, told));
  }

  private static String failure(@Nullable Answer answer) {
    return answer == null ? "no answer" : "answer " + answer.status();
  }

  private static UUID requestId(String location) {
    return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
  }

  @Override
  public void close() {
    idle.forEach(ApiConnection::close);
  }
}
