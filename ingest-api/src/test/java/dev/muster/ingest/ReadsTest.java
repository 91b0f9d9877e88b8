package dev.muster.ingest;

import static dev.muster.ingest.Problems.assertProblem;
import static dev.muster.ingest.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadsTest {
  private static final String TOURNAMENT = "0a000000-0000-4000-8000-000000000001";
  private static final String PLAIN = "0a000000-0000-4000-8000-000000000002";
  private static final String PLAYER = "0b000000-0000-4000-8000-000000000001";
  private static final String IDLE = "0b000000-0000-4000-8000-000000000002";
  private static final int ROWS = 205;

  private final RunningApi api = new RunningApi();

  @BeforeAll
  void fill() {
    api.database.update(
        """
        INSERT INTO tournament VALUES
          (?::uuid, 'Spring cup', 300, 10, 'CANCELLED', '2026-01-01Z', '2026-02-01Z', '2026-01-15Z', 50, 5, 'rain', '2025-12-01Z', '2026-01-20Z'),
          (?::uuid, 'Plain', 0, 0, 'DRAFT', NULL, NULL, NULL, 100, 0, NULL, '2025-12-01Z', '2025-12-01Z')
        """,
        TOURNAMENT,
        PLAIN);
    api.database.update(
        "INSERT INTO player VALUES (?::uuid, 'Zoë', 30, '2025-12-01Z'), (?::uuid, NULL, 0, '2025-12-01Z')",
        PLAYER,
        IDLE);
    // Five at a time share a moment, so that the id has to break ties across pages.
    api.database.update(
        """
        INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, refund, request_id, enrolled_at, cancelled_at)
        SELECT gen_random_uuid(), ?::uuid, ?::uuid,
               CASE WHEN i = ? THEN 'ACTIVE' ELSE 'CANCELLED' END, 10,
               CASE WHEN i = ? THEN NULL ELSE 5 END, gen_random_uuid(),
               timestamptz '2026-01-01Z' + (i / 5) * interval '1.000001 seconds',
               CASE WHEN i = ? THEN NULL ELSE timestamptz '2026-01-16Z' END
        FROM generate_series(1, ?) i
        """,
        TOURNAMENT,
        PLAYER,
        ROWS,
        ROWS,
        ROWS,
        ROWS);
    api.database.update(
        """
        INSERT INTO credit_transaction (player_id, amount, balance_after, kind, request_id, reason, created_at)
        SELECT ?::uuid, i, i * (i + 1) / 2, 'GRANT', gen_random_uuid(), 'gift ' || i, '2026-01-01Z'
        FROM generate_series(1, ?) i ORDER BY i
        """,
        PLAYER,
        ROWS);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void aTournamentShowsItsSeats() {
    HttpResponse<String> response = api.get("/v1/tournaments/" + TOURNAMENT);
    assertThat(json(response))
        .isEqualTo(
            json(
                """
                {"id": "0a000000-0000-4000-8000-000000000001", "name": "Spring cup", "capacity": 300,
                 "enrolled": 5, "seatsLeft": 295, "feeCredits": 10, "status": "CANCELLED",
                 "opensAt": "2026-01-01T00:00:00Z", "closesAt": "2026-02-01T00:00:00Z",
                 "refundPolicy": {"fullUntil": "2026-01-15T00:00:00Z", "percentAfter": 50},
                 "cancelReason": "rain", "createdAt": "2025-12-01T00:00:00Z",
                 "updatedAt": "2026-01-20T00:00:00Z"}
                """));
    String tag = response.headers().firstValue("ETag").orElseThrow();
    assertThat(api.get("/v1/tournaments/" + TOURNAMENT, "If-None-Match", tag).statusCode())
        .isEqualTo(304);
    assertThat(json(api.get("/v1/tournaments/" + PLAIN)))
        .isEqualTo(
            json(
                """
                {"id": "0a000000-0000-4000-8000-000000000002", "name": "Plain", "capacity": 0,
                 "enrolled": 0, "seatsLeft": 0, "feeCredits": 0, "status": "DRAFT",
                 "refundPolicy": {"percentAfter": 100}, "createdAt": "2025-12-01T00:00:00Z",
                 "updatedAt": "2025-12-01T00:00:00Z"}
                """));
  }

  @Test
  void aPlayerShowsTheWallet() {
    assertThat(json(api.get("/v1/players/" + PLAYER)))
        .isEqualTo(
            json(
                """
                {"id": "0b000000-0000-4000-8000-000000000001", "displayName": "Zoë",
                 "creditBalance": 30, "createdAt": "2025-12-01T00:00:00Z"}
                """));
    assertThat(json(api.get("/v1/players/" + IDLE)).has("displayName")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"enrollments, 7", "enrollments, 200", "credit-transactions, 41", "enrollments, 205"})
  void pagesAreCompleteAndWithoutRepeats(String list, int limit) {
    String path = "/v1/players/" + PLAYER + "/" + list + "?limit=" + Math.min(limit, 200);
    List<JsonNode> items = new ArrayList<>();
    String next = "";
    int pages = 0;
    do {
      HttpResponse<String> response = api.get(path + next);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      json(response).get("items").forEach(items::add);
      JsonNode cursor = json(response).get("next");
      next = cursor == null ? "" : "&after=" + cursor.asString();
      pages++;
    } while (!next.isEmpty());

    assertThat(items).hasSize(ROWS);
    assertThat(items.stream().map(item -> item.get("id")).distinct()).hasSize(ROWS);
    assertThat(pages).isEqualTo((ROWS + Math.min(limit, 200) - 1) / Math.min(limit, 200));
    String order = list.equals("enrollments") ? "enrolledAt" : "id";
    assertThat(items).isSortedAccordingTo((a, b) -> compare(b.get(order), a.get(order)));
  }

  private static int compare(JsonNode a, JsonNode b) {
    return a.isNumber()
        ? Long.compare(a.asLong(), b.asLong())
        : Instant.parse(a.asString()).compareTo(Instant.parse(b.asString()));
  }

  @Test
  void aPageHasFiftyItemsUnlessAskedOtherwise() {
    assertThat(json(api.get("/v1/players/" + PLAYER + "/enrollments")).get("items").size())
        .isEqualTo(50);
  }

  @Test
  void itemsShowWhatWasChargedAndRefunded() {
    var enrollments = json(api.get("/v1/players/" + PLAYER + "/enrollments?limit=200"));
    var live = new ArrayList<JsonNode>();
    for (JsonNode item : enrollments.get("items")) {
      assertThat(item.get("tournamentId").asString()).isEqualTo(TOURNAMENT);
      assertThat(item.get("feeCharged").asLong()).isEqualTo(10);
      assertThat(item.has("requestId")).isTrue();
      if (item.get("status").asString().equals("ACTIVE")) {
        live.add(item);
      } else {
        assertThat(item.get("refund").asLong()).isEqualTo(5);
        assertThat(item.get("cancelledAt").asString()).isEqualTo("2026-01-16T00:00:00Z");
      }
    }
    assertThat(live).hasSize(1);
    assertThat(live.getFirst().has("refund")).isFalse();
    var newest = json(api.get("/v1/players/" + PLAYER + "/credit-transactions?limit=1"));
    var transaction = newest.get("items").get(0);
    assertThat(transaction.get("amount").asLong()).isEqualTo(ROWS);
    assertThat(transaction.get("balanceAfter").asLong()).isEqualTo(ROWS * (ROWS + 1) / 2);
    assertThat(transaction.get("kind").asString()).isEqualTo("GRANT");
    assertThat(transaction.get("reason").asString()).isEqualTo("gift " + ROWS);
    assertThat(transaction.has("enrollmentId")).isFalse();
  }

  @Test
  void anEmptyListIsNotAnUnknownPlayer() {
    for (String list : new String[] {"enrollments", "credit-transactions"}) {
      assertThat(json(api.get("/v1/players/" + IDLE + "/" + list)))
          .isEqualTo(json("{\"items\":[]}"));
      assertProblem(
          api.get("/v1/players/" + UUID.randomUUID() + "/" + list), 404, "/problems/not-found");
    }
  }
}
