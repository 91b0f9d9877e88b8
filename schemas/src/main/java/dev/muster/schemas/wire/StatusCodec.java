package dev.muster.schemas.wire;

import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Pending;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.RequestStatus;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import dev.muster.schemas.result.Unenrolled;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The status document: one JSON form for what clients poll and for the value of a result record.
public final class StatusCodec {
  private StatusCodec() {}

  /// A decided request.
  public static byte[] encode(Result result) {
    return Json.bytes(json -> write(json, result));
  }

  /// A request that is not decided yet.
  public static byte[] encode(Pending pending) {
    return Json.bytes(json -> write(json, pending));
  }

  /// Writes the properties of a pending request into an open object.
  public static void write(JsonGenerator json, Pending pending) {
    start(
        json,
        pending.requestId(),
        pending.type(),
        pending.tournamentId(),
        pending.playerId(),
        RequestStatus.PENDING);
    Json.integer(json, "seatsLeft", pending.seatsLeft());
    end(json, pending.submittedAt(), null, pending.position(), pending.aheadAtMost());
  }

  /// Writes the properties of a decided request into an open object.
  public static void write(JsonGenerator json, Result result) {
    ResultHeader header = result.header();
    start(
        json,
        header.requestId(),
        header.type(),
        header.tournamentId(),
        header.playerId(),
        result.status());
    switch (result) {
      case Enrolled enrolled -> {
        Json.uuid(json, "enrollmentId", enrolled.enrollmentId());
        json.writeNumberProperty("creditsCharged", enrolled.creditsCharged());
        json.writeNumberProperty("balanceAfter", enrolled.balanceAfter());
      }
      case Unenrolled unenrolled -> {
        Json.uuid(json, "enrollmentId", unenrolled.enrollmentId());
        json.writeNumberProperty("creditsRefunded", unenrolled.creditsRefunded());
        json.writeNumberProperty("balanceAfter", unenrolled.balanceAfter());
      }
      case Accepted accepted -> {
        Json.integer(json, "creditsRefunded", accepted.creditsRefunded());
        Json.integer(json, "balanceAfter", accepted.balanceAfter());
      }
      case Rejected rejected -> {
        json.writeStringProperty("reason", rejected.reason().name());
        Json.text(json, "detail", rejected.detail());
      }
    }
    end(json, header.submittedAt(), header.decidedAt(), header.position(), null);
  }

  private static void start(
      JsonGenerator json,
      UUID requestId,
      @Nullable CommandType type,
      @Nullable UUID tournamentId,
      @Nullable UUID playerId,
      RequestStatus status) {
    Json.uuid(json, "requestId", requestId);
    Json.text(json, "type", type == null ? null : type.name());
    Json.uuid(json, "tournamentId", tournamentId);
    Json.uuid(json, "playerId", playerId);
    json.writeStringProperty("status", status.name());
  }

  private static void end(
      JsonGenerator json,
      @Nullable Instant submittedAt,
      @Nullable Instant decidedAt,
      @Nullable LogPosition position,
      @Nullable Long aheadAtMost) {
    Json.time(json, "submittedAt", submittedAt);
    Json.time(json, "decidedAt", decidedAt);
    if (position != null) {
      json.writeName("queue");
      json.writeStartObject();
      json.writeNumberProperty("partition", position.partition());
      json.writeNumberProperty("offset", position.offset());
      Json.integer(json, "aheadAtMost", aheadAtMost);
      json.writeEndObject();
    }
  }

  /// Reads the value of a result record.
  ///
  /// @throws MalformedJsonException if it is not the document of a decided request
  public static Result decode(byte[] value) throws MalformedJsonException {
    JsonFields fields = JsonFields.parse(value);
    RequestStatus status = fields.requiredOneOf("status", RequestStatus.class);
    JsonFields queue = fields.object("queue");
    if (queue == null) {
      throw new MalformedJsonException("queue", "queue is required");
    }
    var position = new LogPosition(queue.requiredInt("partition"), queue.requiredLong("offset"));
    var header =
        new ResultHeader(
            fields.requiredUuid("requestId"),
            fields.oneOf("type", CommandType.class),
            fields.uuid("tournamentId"),
            fields.uuid("playerId"),
            fields.requiredTime("submittedAt"),
            fields.requiredTime("decidedAt"),
            position);
    return switch (status) {
      case ENROLLED ->
          new Enrolled(
              header,
              fields.requiredUuid("enrollmentId"),
              fields.requiredLong("creditsCharged"),
              fields.requiredLong("balanceAfter"));
      case UNENROLLED ->
          new Unenrolled(
              header,
              fields.requiredUuid("enrollmentId"),
              fields.requiredLong("creditsRefunded"),
              fields.requiredLong("balanceAfter"));
      case ACCEPTED ->
          new Accepted(header, fields.integer("creditsRefunded"), fields.integer("balanceAfter"));
      case REJECTED ->
          new Rejected(
              header, fields.requiredOneOf("reason", RejectionReason.class), fields.text("detail"));
      case PENDING -> throw new MalformedJsonException("status", "status PENDING is no result");
    };
  }
}
