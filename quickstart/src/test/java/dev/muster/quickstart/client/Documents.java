package dev.muster.quickstart.client;

import dev.muster.schemas.TournamentStatus;
import dev.muster.worker.scenario.ScenarioSystem.EnrollmentView;
import dev.muster.worker.scenario.ScenarioSystem.PlayerView;
import dev.muster.worker.scenario.ScenarioSystem.TournamentView;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Tournaments and players as the API shows them.
public final class Documents {
  /// Small, so that longer lists are read page by page.
  private static final int PAGE_ITEMS = 3;

  private final MusterClient client;

  public Documents(MusterClient client) {
    this.client = client;
  }

  /// The tournament, or null if there is none.
  public @Nullable TournamentView tournament(UUID id) {
    Reply reply = client.get("/v1/tournaments/" + id);
    if (reply.status() == 404) {
      return null;
    }
    JsonNode document = reply.expect(200).json();
    var view =
        new TournamentView(
            TournamentStatus.valueOf(document.get("status").asString()),
            document.get("capacity").asInt(),
            document.get("feeCredits").asLong(),
            document.get("enrolled").asInt());
    if (document.get("seatsLeft").asInt() != view.capacity() - view.enrolled()) {
      throw new AssertionError("seats do not add up: " + reply.body());
    }
    return view;
  }

  /// The player with the whole ledger and every enrollment, or null if there is none.
  public @Nullable PlayerView player(UUID id) {
    Reply reply = client.get("/v1/players/" + id);
    if (reply.status() == 404) {
      return null;
    }
    List<Long> ledger = new ArrayList<>();
    for (JsonNode row : oldestFirst("/v1/players/" + id + "/credit-transactions")) {
      ledger.add(row.get("amount").asLong());
    }
    List<EnrollmentView> enrollments = new ArrayList<>();
    for (JsonNode row : oldestFirst("/v1/players/" + id + "/enrollments")) {
      enrollments.add(
          new EnrollmentView(
              UUID.fromString(row.get("tournamentId").asString()),
              row.get("feeCharged").asLong(),
              row.has("refund") ? row.get("refund").asLong() : null));
    }
    return new PlayerView(
        reply.expect(200).json().get("creditBalance").asLong(), ledger, enrollments);
  }

  /// Every item of a list that is served newest first.
  private List<JsonNode> oldestFirst(String path) {
    List<JsonNode> items = new ArrayList<>();
    String query = "?limit=" + PAGE_ITEMS;
    while (true) {
      JsonNode page = client.get(path + query).expect(200).json();
      page.get("items").forEach(items::add);
      if (!page.has("next")) {
        return items.reversed();
      }
      query = "?limit=" + PAGE_ITEMS + "&after=" + page.get("next").asString();
    }
  }
}
