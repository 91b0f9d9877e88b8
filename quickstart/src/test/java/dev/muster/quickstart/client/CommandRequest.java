package dev.muster.quickstart.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.Unenroll;
import dev.muster.schemas.wire.CommandCodec;
import dev.muster.schemas.wire.Json;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// How a command is asked for over HTTP.
record CommandRequest(String method, String path, String body) {
  static final String ENROLLMENT_REQUESTS = "/v1/enrollment-requests";

  static CommandRequest of(Command command) {
    return switch (command) {
      case DefineTournament define ->
          request("PUT", "/v1/tournaments/" + define.tournamentId(), json -> write(json, define));
      case CancelTournament cancel ->
          request(
              "POST",
              "/v1/tournaments/" + cancel.tournamentId() + "/cancel",
              json -> json.writeStringProperty("reason", cancel.reason()));
      case RegisterPlayer register ->
          request(
              "PUT",
              "/v1/players/" + register.playerId(),
              json -> Json.text(json, "displayName", register.displayName()));
      case GrantCredits grant ->
          request(
              "POST",
              "/v1/players/" + grant.playerId() + "/credits",
              json -> {
                json.writeNumberProperty("amount", grant.amount());
                json.writeStringProperty("reason", grant.reason());
              });
      case Enroll _, Unenroll _ ->
          request("POST", ENROLLMENT_REQUESTS, json -> writeEnrollment(json, command));
    };
  }

  /// Many enrollments and unenrollments in one request.
  static CommandRequest ofBatch(List<Command> commands) {
    return request(
        "POST",
        ENROLLMENT_REQUESTS + "/batch",
        json -> {
          json.writeName("requests");
          json.writeStartArray();
          for (Command command : commands) {
            json.writeStartObject();
            writeEnrollment(json, command);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static CommandRequest request(
      String method, String path, Consumer<JsonGenerator> properties) {
    return new CommandRequest(method, path, new String(Json.bytes(properties), UTF_8));
  }

  private static void write(JsonGenerator json, DefineTournament define) {
    json.writeStringProperty("name", define.name());
    json.writeNumberProperty("capacity", define.capacity());
    json.writeNumberProperty("feeCredits", define.feeCredits());
    json.writeStringProperty("status", define.status().name());
    Json.time(json, "opensAt", define.opensAt());
    Json.time(json, "closesAt", define.closesAt());
    json.writeName("refundPolicy");
    CommandCodec.writeRefundPolicy(json, define.refundPolicy());
  }

  private static void writeEnrollment(JsonGenerator json, Command command) {
    json.writeStringProperty("type", command.type().name());
    switch (command) {
      case Enroll enroll -> {
        writeWho(json, enroll.tournamentId(), enroll.playerId());
        Json.integer(json, "maxFeeCredits", enroll.maxFeeCredits());
      }
      case Unenroll unenroll -> writeWho(json, unenroll.tournamentId(), unenroll.playerId());
      case DefineTournament _, CancelTournament _, RegisterPlayer _, GrantCredits _ ->
          throw new IllegalArgumentException("no enrollment request: " + command);
    }
  }

  private static void writeWho(JsonGenerator json, UUID tournamentId, UUID playerId) {
    Json.uuid(json, "tournamentId", tournamentId);
    Json.uuid(json, "playerId", playerId);
  }
}
