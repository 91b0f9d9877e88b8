package dev.muster.quickstart.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.command.Command;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.StatusCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A client of the API. It remembers every request that was accepted, and takes no answer that
/// shows the inside of the server.
public final class MusterClient implements AutoCloseable {
  private static final Duration REPLY_WAIT_MAX = Duration.ofSeconds(30);
  private static final int CONNECTIONS_MAX = 256;

  private final URI base;
  private final HttpClient http;
  private final Semaphore connections = new Semaphore(CONNECTIONS_MAX);
  private final Set<UUID> accepted;

  public MusterClient(URI base) {
    this(base, ConcurrentHashMap.newKeySet());
  }

  private MusterClient(URI base, Set<UUID> accepted) {
    this.base = base;
    this.accepted = accepted;
    this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /// A client of another replica, with the same memory.
  public MusterClient of(URI otherReplica) {
    return new MusterClient(otherReplica, accepted);
  }

  /// Every request that was ever answered with 202.
  public Set<UUID> accepted() {
    return accepted;
  }

  @Override
  public void close() {
    http.close();
  }

  /// Submits a command without a key.
  ///
  /// @throws AssertionError if it is not accepted
  public Receipt submit(Command command) {
    return submit(command, null);
  }

  /// Submits a command.
  ///
  /// @param key its Idempotency-Key, or null for none
  /// @throws AssertionError if it is not accepted
  public Receipt submit(Command command, @Nullable String key) {
    return Receipt.of(send(command, key).expect(202).json());
  }

  /// Submits every command, all at the same moment.
  ///
  /// @return the receipts, in the order of the commands
  public List<Receipt> submitAtOnce(List<? extends Command> commands) {
    List<Callable<Receipt>> calls = new ArrayList<>();
    for (Command command : commands) {
      calls.add(() -> submit(command));
    }
    return Race.run(calls);
  }

  /// Sends a command and gives the answer, whatever it is.
  ///
  /// @param key its Idempotency-Key, or null for none
  public Reply send(Command command, @Nullable String key) {
    return send(CommandRequest.of(command), key);
  }

  /// Sends enrollments and unenrollments as one batch and gives the answer, whatever it is.
  ///
  /// @param key the batch's Idempotency-Key, or null for none
  public Reply sendBatch(List<Command> commands, @Nullable String key) {
    return send(CommandRequest.ofBatch(commands), key);
  }

  /// The receipts of an accepted batch, in its order.
  public static List<Receipt> batchReceipts(Reply reply) {
    List<Receipt> receipts = new ArrayList<>();
    for (JsonNode document : reply.expect(202).json().get("requests")) {
      receipts.add(Receipt.of(document));
    }
    return receipts;
  }

  private Reply send(CommandRequest request, @Nullable String key) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(base.resolve(request.path()))
            .method(request.method(), BodyPublishers.ofString(request.body()))
            .header("Content-Type", "application/json");
    if (key != null) {
      builder.header("Idempotency-Key", key);
    }
    Reply reply = exchange(builder);
    if (reply.status() == 202) {
      JsonNode document = reply.json();
      JsonNode batch = document.get("requests");
      if (batch == null) {
        accepted.add(Receipt.of(document).requestId());
      } else {
        batchReceipts(reply).forEach(receipt -> accepted.add(receipt.requestId()));
      }
    }
    return reply;
  }

  /// Reads what is at a path.
  public Reply get(String path) {
    return exchange(HttpRequest.newBuilder(base.resolve(path)).GET());
  }

  /// Reads what is at a path, with one more header.
  public Reply get(String path, String header, String value) {
    return exchange(HttpRequest.newBuilder(base.resolve(path)).header(header, value).GET());
  }

  /// The document of a request once it is decided, or as it is when the wait is over.
  public Reply longPoll(UUID requestId, int seconds) {
    String path = CommandRequest.ENROLLMENT_REQUESTS + "/" + requestId;
    return get(path, "Prefer", "wait=" + seconds);
  }

  /// The document of a request, decided or not.
  public Reply status(UUID requestId) {
    return get(CommandRequest.ENROLLMENT_REQUESTS + "/" + requestId);
  }

  /// Polls until a request is decided.
  ///
  /// @throws AssertionError if it takes too long, or nobody knows the request
  public Result await(UUID requestId) {
    return Polling.until("the decision of " + requestId, () -> decided(requestId));
  }

  private @Nullable Result decided(UUID requestId) {
    Reply reply = status(requestId).expect(200);
    if (reply.json().get("status").asString().equals("PENDING")) {
      return null;
    }
    try {
      return StatusCodec.decode(reply.body().getBytes(UTF_8));
    } catch (MalformedJsonException e) {
      throw new AssertionError("no status document: " + reply.body(), e);
    }
  }

  /// Polls until all are decided.
  ///
  /// @return the results, in the order of the receipts
  public List<Result> awaitAll(Collection<Receipt> receipts) {
    return receipts.stream().map(receipt -> await(receipt.requestId())).toList();
  }

  /// Submits a command and waits for what it comes to.
  public Result decide(Command command) {
    return await(submit(command).requestId());
  }

  /// Submits all at the same moment and waits for what they come to, in the order of the commands.
  public List<Result> decideAtOnce(List<? extends Command> commands) {
    return awaitAll(submitAtOnce(commands));
  }

  private Reply exchange(HttpRequest.Builder request) {
    try {
      connections.acquire();
      try {
        HttpResponse<String> response =
            http.send(request.timeout(REPLY_WAIT_MAX).build(), BodyHandlers.ofString(UTF_8));
        return tactful(new Reply(response.statusCode(), response.headers(), response.body()));
      } finally {
        connections.release();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static Reply tactful(Reply reply) {
    if (reply.body().contains("Exception") || reply.body().contains("\tat ")) {
      throw new AssertionError("the answer shows the inside of the server: " + reply.body());
    }
    return reply;
  }
}
