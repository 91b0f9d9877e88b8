package dev.muster.quickstart.drop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.wire.Json;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// One command as the HTTP API takes it.
///
/// @param key idempotency key
/// @param body JSON
record ApiCommand(String method, String path, String key, String body) {
  private static final String POST = "POST";
  private static final String PUT = "PUT";
  private static final String NOTHING = "{}";

  static ApiCommand define(Audience audience, int tournament, String name) {
    UUID id = audience.tournament(tournament);
    return of(
        PUT,
        "/v1/tournaments/" + id,
        "define-" + tournament,
        json -> {
          json.writeStringProperty("name", name);
          json.writeNumberProperty("capacity", audience.capacity(tournament));
          json.writeNumberProperty("feeCredits", audience.feeCredits(tournament));
          json.writeStringProperty("status", "OPEN");
        });
  }

  static ApiCommand cancel(UUID tournament) {
    return of(
        POST,
        "/v1/tournaments/" + tournament + "/cancel",
        "cancel-" + tournament,
        json -> json.writeStringProperty("reason", "the venue is flooded"));
  }

  static ApiCommand register(UUID player) {
    return new ApiCommand(PUT, "/v1/players/" + player, "register-" + player, NOTHING);
  }

  static ApiCommand grant(UUID player, long credits) {
    return of(
        POST,
        "/v1/players/" + player + "/credits",
        "grant-" + player,
        json -> {
          json.writeNumberProperty("amount", credits);
          json.writeStringProperty("reason", "bought before the sale");
        });
  }

  static ApiCommand of(Shot shot, Audience audience) {
    return of(
        POST,
        "/v1/enrollment-requests",
        shot.key(),
        json -> {
          json.writeStringProperty("type", shot.isUnenroll() ? "UNENROLL" : "ENROLL");
          Json.uuid(json, "tournamentId", audience.tournament(shot.tournament()));
          Json.uuid(json, "playerId", audience.player(shot.player()));
        });
  }

  private static ApiCommand of(
      String method, String path, String key, Consumer<JsonGenerator> body) {
    return new ApiCommand(method, path, key, new String(Json.bytes(body), UTF_8));
  }
}
