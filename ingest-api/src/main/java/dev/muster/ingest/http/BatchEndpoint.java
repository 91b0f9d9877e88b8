package dev.muster.ingest.http;

import dev.muster.ingest.request.IdempotencyKey;
import dev.muster.ingest.request.RequestIds;
import dev.muster.ingest.request.RequestMeters;
import dev.muster.ingest.request.RequestMeters.Outcome;
import dev.muster.ingest.request.Submission;
import dev.muster.ingest.request.Submission.Submitted;
import dev.muster.ingest.request.Submissions;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.wire.CommandCodec;
import dev.muster.schemas.wire.Json;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.StatusCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Takes many enrollment requests at once. Order is kept, each gets an id of its own, and one that
/// is malformed refuses them all before anything is appended.
final class BatchEndpoint implements Endpoint {
  static final int REQUESTS_MAX = 10_000;
  static final int BODY_BYTES_MAX = 4 * 1024 * 1024;

  // A full batch takes tens of MiB of heap while it is under way; the rest of the traffic needs
  // room.
  private static final int AT_ONCE_MAX = 3;
  private static final Duration TURN_WAIT_MAX = Duration.ofSeconds(3);

  private final Semaphore turns = new Semaphore(AT_ONCE_MAX, true);
  private final RequestIds ids;
  private final Submissions submissions;
  private final RequestMeters meters;

  BatchEndpoint(RequestIds ids, Submissions submissions, RequestMeters meters) {
    this.ids = ids;
    this.submissions = submissions;
    this.meters = meters;
  }

  @Override
  public Answer answer(Call call) throws Refused, IOException {
    takeTurn();
    try {
      List<CommandEnvelope> envelopes = envelopes(call);
      List<Submission> outcomes = submissions.submit(envelopes);
      if (!outcomes.stream().allMatch(Submitted.class::isInstance)) {
        throw CommandEndpoint.unavailable(outcomes);
      }
      return Answer.accepted(document(outcomes), Answer.RETRY_SOON);
    } finally {
      turns.release();
    }
  }

  private List<CommandEnvelope> envelopes(Call call) throws Refused, IOException {
    try {
      IdempotencyKey key = call.idempotencyKey();
      List<CommandEnvelope> envelopes =
          name(read(RequestBody.read(call.request(), BODY_BYTES_MAX)), key);
      refuseReusedKey(envelopes);
      return envelopes;
    } catch (Refused e) {
      // Nobody can say how many it was meant to be.
      meters.count(null, Outcome.INVALID);
      throw e;
    } catch (RuntimeException e) {
      meters.count(null, Outcome.FAILED);
      throw e;
    }
  }

  private void takeTurn() throws Refused {
    try {
      if (turns.tryAcquire(TURN_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    meters.count(null, Outcome.UNAVAILABLE);
    throw new Refused(
        Problem.of(
                ProblemType.TOO_MANY_BATCHES,
                "At most " + AT_ONCE_MAX + " batches are taken at once")
            .with(Answer.RETRY_SOON));
  }

  /// Reads `{requests: [...]}` as a stream.
  static List<Command> read(byte[] body) throws Refused {
    try (JsonParser parser = JsonFields.parser(body)) {
      List<Command> commands = new ArrayList<>();
      expect(parser.nextToken() == JsonToken.START_OBJECT, null, "must be a JSON object");
      expect(
          parser.nextToken() == JsonToken.PROPERTY_NAME && "requests".equals(parser.currentName()),
          "requests",
          "requests is required and the only field");
      expect(parser.nextToken() == JsonToken.START_ARRAY, "requests", "requests must be an array");
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        expect(
            commands.size() < REQUESTS_MAX,
            "requests",
            "requests must not have more than " + REQUESTS_MAX + " items");
        commands.add(readItem(parser, "requests[" + commands.size() + "]"));
      }
      expect(parser.nextToken() == JsonToken.END_OBJECT, null, "must have no field but requests");
      expect(parser.nextToken() == null, null, "must have nothing behind its JSON object");
      expect(!commands.isEmpty(), "requests", "requests must have at least one item");
      return commands;
    } catch (JacksonException e) {
      throw new Refused(JsonFields.malformed(e));
    } catch (MalformedJsonException e) {
      throw new Refused(e);
    }
  }

  private static Command readItem(JsonParser parser, String path) throws MalformedJsonException {
    expect(parser.currentToken() == JsonToken.START_OBJECT, path, path + " must be a JSON object");
    JsonFields fields = JsonFields.read(parser, path + ".");
    try {
      Command command = EnrollmentRequests.read(fields);
      fields.end();
      return command;
    } catch (IllegalArgumentException e) {
      MalformedJsonException broken = CommandCodec.outOfBounds(e);
      throw new MalformedJsonException(
          path + "." + broken.field(), path + "." + broken.getMessage());
    }
  }

  private static void expect(boolean holds, @Nullable String field, String message)
      throws MalformedJsonException {
    if (!holds) {
      throw new MalformedJsonException(field, message);
    }
  }

  private List<CommandEnvelope> name(List<Command> commands, @Nullable IdempotencyKey key) {
    List<CommandEnvelope> envelopes = new ArrayList<>(commands.size());
    for (Command command : commands) {
      envelopes.add(ids.envelope(command, key == null ? null : key.ofItem(envelopes.size())));
    }
    return envelopes;
  }

  /// One changed item makes it another batch. The first item that differs is asked about and no
  /// other: the worker refuses the rest by the same rule.
  private void refuseReusedKey(List<CommandEnvelope> envelopes) throws Refused {
    for (CommandEnvelope envelope : envelopes) {
      if (submissions.differsUnderKey(envelope)) {
        if (submissions.reusesKey(envelope)) {
          throw CommandEndpoint.keyReused();
        }
        return;
      }
    }
  }

  private static byte[] document(List<Submission> outcomes) {
    return Json.bytes(
        json -> {
          json.writeName("requests");
          json.writeStartArray();
          for (Submission outcome : outcomes) {
            if (outcome instanceof Submitted submitted) {
              json.writeStartObject();
              StatusCodec.write(json, submitted.pending());
              json.writeEndObject();
            }
          }
          json.writeEndArray();
        });
  }
}
