package dev.muster.quickstart.crash;

import dev.muster.schemas.Topics;
import dev.muster.schemas.result.LogPosition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client that does not give up: no answer and 503 make it send the same again under the same
/// key. It keeps every receipt it is given.
final class ApiClient implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration REPLY_WAIT_MAX = Duration.ofSeconds(15);
  private static final Duration ACCEPT_WAIT_MAX = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final URI base;
  private final HttpClient http;
  private final Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();

  ApiClient(URI base) {
    this.base = base;
    this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /// A command over HTTP, with the topic it must end up on.
  record Call(String method, String path, String body, String topic) {
    static Call defineTournament(UUID id, int capacity, int feeCredits) {
      String body =
          """
          {"name": "Cup", "capacity": %d, "feeCredits": %d, "status": "OPEN"}\
          """
              .formatted(capacity, feeCredits);
      return new Call("PUT", "/v1/tournaments/" + id, body, Topics.TOURNAMENT_COMMANDS);
    }

    static Call registerPlayer(UUID id) {
      return new Call("PUT", "/v1/players/" + id, "{}", Topics.PLAYER_COMMANDS);
    }

    static Call grantCredits(UUID id, int amount) {
      String body =
          """
          {"amount": %d, "reason": "pocket money"}\
          """
              .formatted(amount);
      return new Call("POST", "/v1/players/" + id + "/credits", body, Topics.PLAYER_COMMANDS);
    }

    /// @param type `ENROLL` or `UNENROLL`
    static Call enrollment(String type, UUID tournamentId, UUID playerId) {
      String body =
          """
          {"type": "%s", "tournamentId": "%s", "playerId": "%s"}\
          """
              .formatted(type, tournamentId, playerId);
      return new Call("POST", "/v1/enrollment-requests", body, Topics.TOURNAMENT_COMMANDS);
    }
  }

  /// One answer, and how long it took.
  ///
  /// @param receipt what was promised, if it was 202
  record Reply(HttpResponse<String> response, Duration after, Optional<Receipt> receipt) {
    int status() {
      return response.statusCode();
    }
  }

  /// Sends a call once.
  ///
  /// @throws IOException if there is no answer
  Reply send(Call call, String key) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(call.path()))
            .method(call.method(), BodyPublishers.ofString(call.body()))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .timeout(REPLY_WAIT_MAX)
            .build();
    long start = System.nanoTime();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    Duration after = Duration.ofNanos(System.nanoTime() - start);
    Optional<Receipt> receipt =
        response.statusCode() == 202
            ? Optional.of(receipt(call, response.body()))
            : Optional.empty();
    receipt.ifPresent(receipts::add);
    return new Reply(response, after, receipt);
  }

  /// Sends a call until it is accepted.
  ///
  /// @throws AssertionError if it never is, or any answer but 202 and 503 comes
  Receipt submit(Call call, String key) throws InterruptedException {
    long deadline = System.nanoTime() + ACCEPT_WAIT_MAX.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Receipt> receipt = tryOnce(call, key);
      if (receipt.isPresent()) {
        return receipt.get();
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new AssertionError("not accepted within " + ACCEPT_WAIT_MAX + ": " + call);
  }

  private Optional<Receipt> tryOnce(Call call, String key) throws InterruptedException {
    try {
      Reply reply = send(call, key);
      if (reply.status() != 202 && reply.status() != 503) {
        throw new AssertionError(call + " came to " + reply.response().body());
      }
      return reply.receipt();
    } catch (IOException e) {
      return Optional.empty(); // The API is away, or went away before it answered.
    }
  }

  /// Every 202 so far.
  List<Receipt> receipts() {
    return List.copyOf(receipts);
  }

  int accepted() {
    return receipts.size();
  }

  @Override
  public void close() {
    http.close();
  }

  private static Receipt receipt(Call call, String body) {
    JsonNode document = JSON.readTree(body);
    JsonNode queue = document.get("queue");
    return new Receipt(
        UUID.fromString(document.get("requestId").asString()),
        call.topic(),
        new LogPosition(queue.get("partition").asInt(), queue.get("offset").asLong()));
  }
}
