package dev.muster.ingest.http;

import dev.muster.ingest.read.FindTournament;
import dev.muster.ingest.read.FindTournament.Tournament;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.wire.CommandCodec;
import dev.muster.schemas.wire.Json;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.MalformedJsonException;
import tools.jackson.core.JsonGenerator;

/// Tournaments as clients define, cancel and see them.
final class Tournaments {
  private final FindTournament tournaments;

  Tournaments(FindTournament tournaments) {
    this.tournaments = tournaments;
  }

  static Command define(Call call, JsonFields fields) throws Refused, MalformedJsonException {
    return CommandCodec.definition(call.id(), fields);
  }

  static Command cancel(Call call, JsonFields fields) throws Refused, MalformedJsonException {
    return new CancelTournament(call.id(), fields.requiredText("reason"));
  }

  Answer get(Call call) throws Refused {
    Tournament tournament =
        tournaments
            .byId(call.id())
            .orElseThrow(
                () -> new Refused(ProblemType.NOT_FOUND, "There is no tournament with this id"));
    return Answer.ok(Json.bytes(json -> write(json, tournament)));
  }

  private static void write(JsonGenerator json, Tournament tournament) {
    Json.uuid(json, "id", tournament.id());
    json.writeStringProperty("name", tournament.name());
    json.writeNumberProperty("capacity", tournament.capacity());
    json.writeNumberProperty("enrolled", tournament.enrolled());
    json.writeNumberProperty("seatsLeft", tournament.capacity() - tournament.enrolled());
    json.writeNumberProperty("feeCredits", tournament.feeCredits());
    json.writeStringProperty("status", tournament.status().name());
    Json.time(json, "opensAt", tournament.opensAt());
    Json.time(json, "closesAt", tournament.closesAt());
    json.writeName("refundPolicy");
    CommandCodec.writeRefundPolicy(json, tournament.refundPolicy());
    Json.text(json, "cancelReason", tournament.cancelReason());
    Json.time(json, "createdAt", tournament.createdAt());
    Json.time(json, "updatedAt", tournament.updatedAt());
  }
}
