package dev.muster.ingest;

import static dev.muster.ingest.Problems.assertProblem;
import static dev.muster.ingest.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Deliveries and attempts as their owner looks them up: complete pages, exact filters, and never
/// those of another endpoint.
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookReadsTest {
  private static final String PATH = "/v1/webhook-endpoints/";
  private static final String MINE = "3e5f7a9b-1c2d-4e6f-8a0b-2c4d6e8f0a1b";
  private static final String OTHER = "3e5f7a9b-1c2d-4e6f-8a0b-2c4d6e8f0a1c";
  private static final String TOURNAMENT = "7b1f4c2e-8d3a-4e5f-9a6b-0c1d2e3f4a5b";
  private static final int ROWS = 61;

  private final RunningApi api = new RunningApi("--muster.webhooks.secret-key=a key of the tests");

  @BeforeAll
  void fill() {
    for (String id : List.of(MINE, OTHER)) {
      api.database.update(
          """
          INSERT INTO webhook_endpoint (id, url, event_types, ordering, batch_size_max, concurrency_max,
                                        state, state_since, signature_version, sealed_secret, created_at, updated_at)
          VALUES (?::uuid, 'https://example.com/', '{enrollment.enrolled}', 'NONE', 1, 32, 'ACTIVE', now(), 'v1',
                  'x', now(), now())
          """,
          id);
    }
    api.database.execute("SELECT webhook_add_days('2026-11-20', '2026-11-22')");
    // Three at a time share a moment, so that the id has to break ties across pages and days.
    api.database.update(
        """
        INSERT INTO webhook_delivery (endpoint_id, occurred_at, event_id, event_type, tournament_id, sequence,
                                      state, attempts, next_attempt_at)
        SELECT e::uuid, timestamptz '2026-11-21 23:30Z' + (i / 3) * interval '2 minutes', md5('event' || i)::uuid,
               CASE WHEN i % 2 = 0 THEN 'enrollment.enrolled' ELSE 'enrollment.rejected' END,
               CASE WHEN i = 7 THEN ?::uuid ELSE md5('t')::uuid END, i,
               CASE WHEN i = 5 THEN 'EXHAUSTED' WHEN i = 6 THEN 'PENDING' ELSE 'DELIVERED' END, 1,
               CASE WHEN i = 6 THEN now() END
        FROM generate_series(1, ?) i, unnest(ARRAY[?, ?]) e
        """,
        TOURNAMENT, ROWS, MINE, OTHER);
    api.database.update(
        """
        INSERT INTO decision (request_id, outcome, reason, submitted_at, decided_at, topic_id, partition, "offset")
        SELECT event_id, 'REJECTED', 'TOURNAMENT_FULL', occurred_at, occurred_at, endpoint_id, 0, sequence
        FROM webhook_delivery WHERE endpoint_id = ?::uuid
        """,
        MINE);
    api.database.update(
        """
        INSERT INTO webhook_attempt (endpoint_id, started_at, id, event_id, attempt, trigger, outcome, status_code, duration_ms)
        SELECT endpoint_id, occurred_at, md5(event_id || 'a')::uuid, event_id, 1, 'SCHEDULE',
               CASE WHEN state = 'DELIVERED' THEN 'SUCCESS' ELSE 'TIMEOUT' END,
               CASE WHEN state = 'DELIVERED' THEN 204 END, 7
        FROM webhook_delivery
        """);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({"deliveries, 7", "deliveries, 61", "attempts, 20"})
  void pagesAreCompleteAndWithoutRepeats(String list, int limit) {
    List<JsonNode> items = new ArrayList<>();
    String next = "";
    do {
      HttpResponse<String> response = api.get(PATH + MINE + "/" + list + "?limit=" + limit + next);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      json(response).get("items").forEach(items::add);
      JsonNode cursor = json(response).get("next");
      next = cursor == null ? "" : "&after=" + cursor.asString();
    } while (!next.isEmpty());
    assertThat(items).hasSize(ROWS);
    assertThat(items.stream().map(item -> item.get("eventId").asString()).distinct()).hasSize(ROWS);
  }

  @ParameterizedTest
  @CsvSource({
    "deliveries?state=EXHAUSTED, 1",
    "deliveries?state=HELD, 0",
    "deliveries?state=DELIVERED&eventType=enrollment.rejected, 30",
    "deliveries?tournamentId=7b1f4c2e-8d3a-4e5f-9a6b-0c1d2e3f4a5b, 1",
    "deliveries?since=2026-11-22T00:00:00Z, 17",
    "deliveries?until=2026-11-22T00%3A00%3A00Z, 44",
    "attempts?outcome=TIMEOUT, 2",
    "attempts?outcome=SUCCESS&since=2026-11-22T00:00:00Z&until=2026-11-22T00:02:00Z, 3",
  })
  void filtersAreExact(String list, int expected) {
    HttpResponse<String> response = api.get(PATH + MINE + "/" + list + "&limit=200");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(json(response).get("items").size()).isEqualTo(expected);
  }

  @Test
  void oneEventIsFoundByItsId() {
    JsonNode first = json(api.get(PATH + MINE + "/deliveries?limit=1")).get("items").get(0);
    String event = first.get("eventId").asString();
    assertThat(json(api.get(PATH + MINE + "/deliveries/" + event))).isEqualTo(first);
    assertThat(first.get("messageId").asString()).matches("evt_[0-9a-f]{32}");
    assertThat(first.get("trigger").asString()).isEqualTo("SCHEDULE");
    JsonNode attempts = json(api.get(PATH + MINE + "/attempts?eventId=" + event)).get("items");
    assertThat(attempts.size()).isEqualTo(1);
    assertThat(attempts.get(0).get("statusCode").asInt()).isEqualTo(204);
    assertProblem(api.get(PATH + MINE + "/deliveries/" + MINE), 404, "/problems/not-found");
  }

  @Test
  void endpointsAreListedInPages() {
    JsonNode page = json(api.get("/v1/webhook-endpoints?limit=1"));
    JsonNode rest =
        json(api.get("/v1/webhook-endpoints?limit=1&after=" + page.get("next").asString()));
    assertThat(List.of(id(page), id(rest))).containsExactlyInAnyOrder(MINE, OTHER);
    assertThat(rest.has("next")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "deliveries?state=LOST",
    "deliveries?colour=red",
    "deliveries?since=yesterday",
    "deliveries?tournamentId=x",
    "deliveries?state=HELD&state=HELD",
    "deliveries?since=2026-11-22T00:00:00",
    "attempts?outcome=BAD",
    "attempts?state=HELD",
  })
  void aBadFilterIsSaidToBeOne(String list) {
    assertProblem(api.get(PATH + MINE + "/" + list), 400, "/problems/invalid-parameter");
  }

  private static String id(JsonNode page) {
    return page.get("items").get(0).get("id").asString();
  }
}
