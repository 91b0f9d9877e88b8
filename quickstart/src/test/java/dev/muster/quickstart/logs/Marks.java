package dev.muster.quickstart.logs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.muster.quickstart.client.MusterClient;
import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Everything that people or operators tell the applications in confidence, each with a mark that
/// would be found again.
final class Marks {
  /// In all of them.
  static final String MARK = "7f3a-marked";

  /// A name that a planted constraint refuses.
  static final String REFUSED_NAME = "refused " + MARK;

  /// A trace that a caller asks to be followed.
  static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static final String TRACEPARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

  private static final String WEBHOOK_SECRET =
      Base64.getEncoder().encodeToString((MARK + " signs with this").getBytes(US_ASCII));

  private static final String WEBHOOK_KEY =
      "5ec7e75ec7e75ec7e75ec7e75ec7e75ec7e75ec7e75ec7e75ec7e75ec7e75ec7";

  private Marks() {}

  /// What no log may hold.
  static List<String> all() {
    return List.of(MARK, WEBHOOK_SECRET, WEBHOOK_KEY);
  }

  /// Settings that are secrets, for both applications.
  static Map<String, String> settings() {
    return Map.of(
        // The local database lets everybody in, so any will do.
        "MUSTER_DATABASE_PASSWORD",
        "password " + MARK,
        "MUSTER_REQUEST_ID_SECRET",
        "request ids " + MARK,
        "MUSTER_WEBHOOKS_SECRET_KEY",
        WEBHOOK_KEY,
        "MUSTER_KAFKA_PROPERTIES_METRICS_CONTEXT_SECRET",
        MARK);
  }

  /// Sends commands of every kind that takes text, and waits for their outcomes.
  ///
  /// @return the id of the one that the database refuses
  static UUID command(URI api) {
    UUID cup = UUID.randomUUID();
    UUID player = UUID.randomUUID();
    try (var client = new MusterClient(api)) {
      UUID refused = client.submit(define(UUID.randomUUID(), REFUSED_NAME)).requestId();
      List<Command> commands =
          List.of(
              define(cup, "Cup " + MARK),
              new RegisterPlayer(player, "Ada " + MARK),
              new GrantCredits(player, 100, "for " + MARK),
              new CancelTournament(cup, "because " + MARK));
      List<UUID> requests = new ArrayList<>(List.of(refused));
      for (Command command : commands) {
        requests.add(client.submit(command, "key " + MARK + " " + requests.size()).requestId());
      }
      requests.forEach(client::await);
      return refused;
    }
  }

  private static DefineTournament define(UUID id, String name) {
    return new DefineTournament(
        id, name, 2, 10, TournamentStatus.OPEN, null, null, RefundPolicy.FULL);
  }

  /// An endpoint whose address, headers and secret are confidential, and that does not answer.
  ///
  /// @return the status of the answer
  static int register(URI api, int deadPort) throws Exception {
    return post(
        api,
        "/v1/webhook-endpoints",
        """
        {"url": "http://127.0.0.1:%d/hook?token=%s", "eventTypes": ["tournament.cancelled"],
         "headers": {"authorization": "Bearer %s"}, "secret": "whsec_%s"}
        """
            .formatted(deadPort, MARK, MARK, WEBHOOK_SECRET));
  }

  /// A request that is refused for what it says.
  ///
  /// @return the status of the answer
  static int malformed(URI api) throws Exception {
    return post(
        api, "/v1/enrollment-requests?token=" + MARK, "{\"tournamentId\": \"%s\"}".formatted(MARK));
  }

  /// A request that is in order.
  ///
  /// @return the status of the answer
  static int enroll(URI api) throws Exception {
    return post(
        api,
        "/v1/enrollment-requests",
        "{\"type\":\"ENROLL\",\"tournamentId\":\"%s\",\"playerId\":\"%s\"}"
            .formatted(UUID.randomUUID(), UUID.randomUUID()));
  }

  private static int post(URI api, String path, String body) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(api.resolve(path))
              .header("Content-Type", "application/json")
              .header("Authorization", "Bearer " + MARK)
              .header("Cookie", "session=" + MARK)
              .header("Idempotency-Key", "key " + MARK + " " + UUID.randomUUID())
              .header("traceparent", TRACEPARENT)
              .POST(BodyPublishers.ofString(body))
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
