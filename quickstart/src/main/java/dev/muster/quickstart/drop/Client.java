package dev.muster.quickstart.drop;

import dev.muster.quickstart.drop.ApiConnection.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One polite client: sends a command until it is accepted, waits as long as it is told to, and
/// repeats under the same idempotency key, so that a repeat is never a second command.
public final class Client implements AutoCloseable {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int UNAVAILABLE = 503;
  private static final int ATTEMPTS_MAX = 10;

  private final ApiConnection connection;
  private final Counters counters;

  public Client(URI api, Counters counters) {
    this.connection = new ApiConnection(api);
    this.counters = counters;
  }

  /// Connects, so that the first request need not wait for it.
  void connect() throws IOException {
    connection.connect();
  }

  /// The receipt of a command.
  ///
  /// @param latencyNanos from sending the attempt that succeeded to reading its answer
  /// @param answer what was answered: the status document
  public record Receipt(UUID requestId, long latencyNanos, Answer answer) {}

  /// Returns when the API has answered 202.
  ///
  /// @throws UnexpectedAnswerException if it answers anything else but 503
  public Receipt submit(ApiCommand command) throws InterruptedException {
    return submit(command, () -> connection.send(command));
  }

  /// Returns when the API has answered 202, or 200 with the outcome.
  ///
  /// @param waitSeconds how long the answer may wait for the outcome
  /// @throws UnexpectedAnswerException if it answers anything else but 503
  Receipt submit(ApiCommand command, int waitSeconds) throws InterruptedException {
    return submit(command, () -> connection.send(command, waitSeconds));
  }

  private Receipt submit(ApiCommand command, Exchange exchange) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      counters.sent.increment();
      long sentAt = System.nanoTime();
      Answer answer = answer(exchange);
      long latencyNanos = System.nanoTime() - sentAt;
      if (answer != null && (answer.status() == ACCEPTED || answer.status() == OK)) {
        counters.accepted.increment();
        return new Receipt(requestId(answer), latencyNanos, answer);
      }
      counters.refused.increment();
      if ((answer != null && answer.status() != UNAVAILABLE) || attempt == ATTEMPTS_MAX) {
        throw new UnexpectedAnswerException(command.path(), answer);
      }
      Thread.sleep(
          Duration.ofSeconds(answer == null ? 1 : Math.max(1, answer.retryAfterSeconds())));
    }
  }

  /// The answer to a GET, whatever its status.
  public Answer get(String path) throws IOException {
    return connection.get(path);
  }

  /// The answer to a GET that may wait for an outcome.
  Answer get(String path, int waitSeconds) throws IOException {
    return connection.get(path, waitSeconds);
  }

  @Override
  public void close() {
    connection.close();
  }

  /// One attempt at a command.
  @FunctionalInterface
  private interface Exchange {
    Answer send() throws IOException;
  }

  /// Null when the connection broke: nobody knows then whether the command arrived.
  private static @Nullable Answer answer(Exchange exchange) {
    try {
      return exchange.send();
    } catch (IOException e) {
      return null;
    }
  }

  private static UUID requestId(Answer accepted) {
    String location = accepted.location();
    if (location == null) {
      throw new UnexpectedAnswerException("a receipt without Location", accepted);
    }
    return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
  }
}
