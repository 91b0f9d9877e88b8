package dev.muster.ingest.http;

import dev.muster.ingest.outcome.ResultSource;
import dev.muster.ingest.outcome.Status;
import dev.muster.ingest.outcome.Status.Decided;
import dev.muster.ingest.outcome.Status.Undecided;
import dev.muster.ingest.outcome.Statuses;
import dev.muster.ingest.request.RequestIds;
import dev.muster.ingest.request.RequestMeters;
import dev.muster.ingest.request.RequestMeters.Outcome;
import dev.muster.ingest.request.Submission;
import dev.muster.ingest.request.Submission.NotSubmitted;
import dev.muster.ingest.request.Submission.Submitted;
import dev.muster.ingest.request.Submission.Unknown;
import dev.muster.ingest.request.Submissions;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.Pending;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.wire.CommandCodec;
import dev.muster.schemas.wire.Json;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.MalformedJsonException;
import dev.muster.schemas.wire.StatusCodec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Takes one command: reads it, names it, waits until it is on the log, and answers 202 with its
/// status document and where to ask for the outcome; or 200 with the outcome, to callers who prefer
/// to wait for it.
final class CommandEndpoint implements Endpoint {
  private static final String STATUS_PATH = "/v1/enrollment-requests/";
  private static final Map<String, String> RETRY_LATER = Map.of("Retry-After", "2");

  private final Reader reader;
  private final RequestIds ids;
  private final Submissions submissions;
  private final Statuses statuses;
  private final LongPoll longPoll;
  private final RequestMeters meters;

  CommandEndpoint(
      Reader reader,
      RequestIds ids,
      Submissions submissions,
      Statuses statuses,
      LongPoll longPoll,
      RequestMeters meters) {
    this.reader = reader;
    this.ids = ids;
    this.submissions = submissions;
    this.statuses = statuses;
    this.longPoll = longPoll;
    this.meters = meters;
  }

  /// Makes the command from the path and the body's fields.
  @FunctionalInterface
  interface Reader {
    /// Takes every field it allows.
    ///
    /// @throws IllegalArgumentException if a value is outside its bounds; the message names the
    ///     field
    Command read(Call call, JsonFields fields) throws Refused, MalformedJsonException;
  }

  @Override
  public Reply answer(Call call) throws Refused, IOException {
    CommandEnvelope envelope = envelope(call);
    // Before the wait, while the headers are in the processor's cache.
    Optional<Preference> preference = Preference.of(call.request());
    return switch (submissions.submit(List.of(envelope)).getFirst()) {
      case Submitted(Pending pending, _) -> {
        // Who does not ask for the outcome gets the receipt, even of a repeat.
        Status status =
            preference.isPresent()
                ? statuses.remembered(pending)
                : new Undecided(pending, ResultSource.BROKEN, 0);
        yield longPoll.reply(status, preference, this::answer);
      }
      case Submission lost -> throw unavailable(lost);
    };
  }

  private CommandEnvelope envelope(Call call) throws Refused, IOException {
    CommandType type = null;
    try {
      var key = call.idempotencyKey();
      Command command = read(call);
      type = command.type();
      CommandEnvelope envelope = ids.envelope(command, key);
      call.exchange().about(envelope.requestId());
      if (submissions.reusesKey(envelope)) {
        throw keyReused();
      }
      return envelope;
    } catch (Refused e) {
      meters.count(type, Outcome.INVALID);
      throw e;
    } catch (RuntimeException e) {
      meters.count(type, Outcome.FAILED);
      throw e;
    }
  }

  private Answer answer(Status status) {
    String location = STATUS_PATH + status.requestId();
    return switch (status) {
      case Decided(Result result) ->
          Answer.ok(
              StatusCodec.encode(result),
              Map.of("Location", location, "Content-Location", location));
      case Undecided(Pending pending, _, _) ->
          Answer.accepted(
              StatusCodec.encode(statuses.placed(pending)),
              Map.of("Location", location, "Retry-After", "1"));
    };
  }

  @Override
  public Map<String, String> headers() {
    return LongPoll.VARY;
  }

  private Command read(Call call) throws Refused, IOException {
    JsonFields fields = call.fields();
    try {
      Command command = reader.read(call, fields);
      fields.end();
      return command;
    } catch (MalformedJsonException e) {
      throw new Refused(e);
    } catch (IllegalArgumentException e) {
      throw new Refused(CommandCodec.outOfBounds(e));
    }
  }

  static Refused keyReused() {
    return new Refused(
        ProblemType.IDEMPOTENCY_KEY_REUSED,
        "This key was used with another body; nothing was done now");
  }

  /// The caller may ask for the outcome under the id even so: the command may have reached the log.
  private static Refused unavailable(Submission lost) {
    UUID id = lost.requestId();
    return new Refused(
        new Problem(
            ProblemType.LOG_UNAVAILABLE,
            "The command was not acknowledged. Send it again with the same Idempotency-Key, "
                + "or ask for its outcome by the requestId",
            RETRY_LATER,
            json -> Json.uuid(json, "requestId", id)));
  }

  /// Some of a batch got no receipt: says of each item what is known.
  static Refused unavailable(List<Submission> submissions) {
    return new Refused(
        new Problem(
            ProblemType.LOG_UNAVAILABLE,
            "Not every command was acknowledged. Send the batch again with the same "
                + "Idempotency-Key: what was appended is decided once",
            RETRY_LATER,
            json -> {
              json.writeName("requests");
              json.writeStartArray();
              for (Submission submission : submissions) {
                json.writeStartObject();
                Json.uuid(json, "requestId", submission.requestId());
                json.writeStringProperty(
                    "state",
                    switch (submission) {
                      case Submitted _ -> "APPENDED";
                      case Unknown _ -> "UNKNOWN";
                      case NotSubmitted _ -> "NOT_APPENDED";
                    });
                json.writeEndObject();
              }
              json.writeEndArray();
            }));
  }
}
