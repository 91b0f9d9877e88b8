package dev.muster.quickstart.drop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.quickstart.drop.ApiConnection.Answer;
import dev.muster.schemas.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API's webhook endpoints, as their owner uses them.
public final class WebhookEndpoints implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PATH = "/v1/webhook-endpoints";
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final Duration STEP = Duration.ofMillis(100);

  private final ApiConnection connection;

  /// Of the API that serves there.
  public WebhookEndpoints(URI api) {
    this.connection = new ApiConnection(api);
  }

  /// An endpoint and its secret, which is shown this once.
  record Created(UUID id, String secret) {}

  /// Returns when the endpoint is in force.
  ///
  /// @param concurrencyMax POSTs under way at once
  Created create(URI url, List<String> eventTypes, int concurrencyMax) {
    return create(url, eventTypes, concurrencyMax, 1);
  }

  /// The same, for several events in one POST.
  Created create(URI url, List<String> eventTypes, int concurrencyMax, int batchSizeMax) {
    JsonNode created =
        send(
            "POST",
            PATH,
            CREATED,
            json -> {
              json.writeStringProperty("url", url.toString());
              json.writeName("eventTypes");
              json.writeStartArray();
              eventTypes.forEach(json::writeString);
              json.writeEndArray();
              json.writeNumberProperty("concurrencyMax", concurrencyMax);
              json.writeNumberProperty("batchSizeMax", batchSizeMax);
            });
    return new Created(
        UUID.fromString(created.get("id").asString()), created.get("secret").asString());
  }

  /// Sets an endpoint to `ACTIVE` or `PAUSED`.
  void state(UUID endpoint, String state) {
    var _ =
        send("PATCH", PATH + "/" + endpoint, OK, json -> json.writeStringProperty("state", state));
  }

  /// Makes the deliveries an endpoint never had, and returns when all of them are made.
  ///
  /// @return how many
  long replayMissing(UUID endpoint, Instant since) {
    JsonNode operation =
        send(
            "POST",
            PATH + "/" + endpoint + "/replay-missing",
            ACCEPTED,
            json -> Json.time(json, "since", since));
    String id = operation.get("id").asString();
    while (operation.get("state").asString().equals("RUNNING")) {
      LockSupport.parkNanos(STEP.toNanos());
      operation = get("/v1/webhook-operations/" + id);
    }
    return operation.get("affected").asLong();
  }

  private JsonNode get(String path) {
    try {
      return checked(path, OK, connection.get(path));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private JsonNode send(
      String method, String path, int expected, Consumer<JsonGenerator> properties) {
    String body = new String(Json.bytes(properties), UTF_8);
    try {
      return checked(
          method + " " + path,
          expected,
          connection.send(new ApiCommand(method, path, UUID.randomUUID().toString(), body)));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    }
  }

  private static JsonNode checked(String what, int expected, Answer answer) {
    if (answer.status() != expected) {
      throw new UnexpectedAnswerException(what, answer);
    }
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    connection.close();
  }
}
