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
public record ApiCommand(String method, String path, String key, String body) {
  private static final String POST = "POST";
  private static final String PUT = "PUT";
  private static final String NOTHING = "{}";

  static ApiCommand define(Audience audience, int tournament, String name) {
    return define(
        audience.tournament(tournament),
        "define-" + tournament,
        name,
        audience.capacity(tournament),
        audience.feeCredits(tournament));
  }

  /// Opens a tournament.
  public static ApiCommand define(UUID id, String key, String name, int capacity, long fee) {
    return of(
        PUT,
        "/v1/tournaments/" + id,
        key,
        json -> {
          json.writeStringProperty("name", name);
          json.writeNumberProperty("capacity", capacity);
          json.writeNumberProperty("feeCredits", fee);
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

  /// Registers a player.
  public static ApiCommand register(UUID player) {
    return new ApiCommand(PUT, "/v1/players/" + player, "register-" + player, NOTHING);
  }

  /// Gives a player credits.
  public static ApiCommand grant(UUID player, long credits) {
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
    return request(
        shot.key(),
        shot.isUnenroll(),
        audience.tournament(shot.tournament()),
        audience.player(shot.player()));
  }

  /// Asks for a seat, or to be let out.
  public static ApiCommand request(String key, boolean unenroll, UUID tournament, UUID player) {
    return of(
        POST,
        "/v1/enrollment-requests",
        key,
        json -> {
          json.writeStringProperty("type", unenroll ? "UNENROLL" : "ENROLL");
          Json.uuid(json, "tournamentId", tournament);
          Json.uuid(json, "playerId", player);
        });
  }

  private static ApiCommand of(
      String method, String path, String key, Consumer<JsonGenerator> body) {
    return new ApiCommand(method, path, key, new String(Json.bytes(body), UTF_8));
  }
}
