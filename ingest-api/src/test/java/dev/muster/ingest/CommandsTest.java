package dev.muster.ingest;

import static dev.muster.ingest.RunningApi.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.Unenroll;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {
  private static final UUID TOURNAMENT = UUID.fromString("0a000000-0000-4000-8000-000000000001");
  private static final UUID PLAYER = UUID.fromString("0b000000-0000-4000-8000-000000000002");

  private final RunningApi api = new RunningApi();

  @BeforeAll
  void isUp() {
    assertThat(api.get("/livez").statusCode()).isEqualTo(200);
    assertThat(api.get("/readyz").statusCode()).isEqualTo(200);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  static Stream<Arguments> commands() {
    return Stream.of(
        Arguments.of(
            "POST",
            "/v1/enrollment-requests",
            RunningApi.enroll(TOURNAMENT, PLAYER),
            new Enroll(TOURNAMENT, PLAYER, null)),
        Arguments.of(
            "POST",
            "/v1/enrollment-requests",
            RunningApi.enroll(TOURNAMENT, PLAYER).replace("}", ",\"maxFeeCredits\":7}"),
            new Enroll(TOURNAMENT, PLAYER, 7L)),
        Arguments.of(
            "POST",
            "/v1/enrollment-requests",
            RunningApi.enroll(TOURNAMENT, PLAYER).replace("ENROLL", "UNENROLL"),
            new Unenroll(TOURNAMENT, PLAYER)),
        Arguments.of(
            "PUT",
            "/v1/tournaments/" + TOURNAMENT,
            """
            {"name": "Spring cup", "capacity": 5, "feeCredits": 10, "status": "OPEN",
             "opensAt": "2026-01-01T00:00:00Z", "closesAt": "2026-02-01T00:00:00+01:00",
             "refundPolicy": {"fullUntil": "2026-01-15T00:00:00Z", "percentAfter": 50}}
            """,
            new DefineTournament(
                TOURNAMENT,
                "Spring cup",
                5,
                10,
                TournamentStatus.OPEN,
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-01-31T23:00:00Z"),
                new RefundPolicy(Instant.parse("2026-01-15T00:00:00Z"), 50))),
        Arguments.of(
            "POST",
            "/v1/tournaments/" + TOURNAMENT + "/cancel",
            "{\"reason\": \"rain\"}",
            new CancelTournament(TOURNAMENT, "rain")),
        Arguments.of("PUT", "/v1/players/" + PLAYER, "{}", new RegisterPlayer(PLAYER, null)),
        Arguments.of(
            "PUT",
            "/v1/players/" + PLAYER,
            "{\"displayName\": \"Zoë 🎾\"}",
            new RegisterPlayer(PLAYER, "Zoë 🎾")),
        Arguments.of(
            "POST",
            "/v1/players/" + PLAYER + "/credits",
            "{\"amount\": 100, \"reason\": \"welcome\"}",
            new GrantCredits(PLAYER, 100, "welcome")));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandIsOnTheLogBeforeItIsAccepted(
      String method, String path, String body, Command expected) {
    HttpResponse<String> response = api.send(method, path, body);

    assertThat(response.statusCode()).isEqualTo(202);
    var appended = api.log.appended().getLast();
    assertThat(appended.command()).isEqualTo(expected);
    assertThat(appended.idempotencyKey()).isNull();
    String location = "/v1/enrollment-requests/" + appended.requestId();
    assertThat(response.headers().firstValue("Location")).hasValue(location);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    var document = json(response);
    assertThat(document.get("requestId").asString()).isEqualTo(appended.requestId().toString());
    assertThat(document.get("type").asString()).isEqualTo(expected.type().name());
    assertThat(document.get("status").asString()).isEqualTo("PENDING");
    assertThat(document.get("submittedAt").asString()).isEqualTo(MemoryLog.TIME.toString());
    assertThat(document.get("queue").get("partition").asInt()).isEqualTo(3);
    assertThat(document.get("queue").get("offset").asInt())
        .isEqualTo(api.log.appended().size() - 1);
    // The same document is what a poll gets.
    assertThat(json(api.get(location))).isEqualTo(document);
  }

  @Test
  void unknownPreferencesAreIgnored() {
    HttpResponse<String> response =
        api.send(
            "POST",
            "/v1/enrollment-requests",
            RunningApi.enroll(TOURNAMENT, PLAYER),
            "Prefer",
            "respond-async, fancy=1");
    assertThat(response.statusCode()).isEqualTo(202);
  }

  @Test
  void theBodyMayComeInChunks() {
    var body = RunningApi.enroll(TOURNAMENT, PLAYER).getBytes(UTF_8);
    HttpResponse<String> response =
        api.send(
            api.to("/v1/enrollment-requests")
                .header("Content-Type", "application/json; charset=UTF-8")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    assertThat(response.statusCode()).isEqualTo(202);
  }

  @Test
  void optionsTellsTheMethods() {
    HttpResponse<String> response =
        api.send(api.to("/v1/players/" + PLAYER).method("OPTIONS", BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("Allow")).hasValue("PUT, GET, HEAD, OPTIONS");
  }
}
