package dev.muster.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.browser.Chromium;
import dev.muster.ingest.browser.PageServer;
import dev.muster.ingest.browser.PageServer.Passed;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a browser makes of the streams: a real `EventSource`, with its own idea of when to come
/// back and when to stop.
@NullMarked
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
  private final RunningApi api = new RunningApi();

  BrowserTest() {
    api.results.begin(1);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void aRequestIsWatchedToItsEndAndNotAskedForAgain(@TempDir Path directory) throws Exception {
    JsonNode accepted =
        RunningApi.json(
            api.send(
                "POST",
                "/v1/enrollment-requests",
                RunningApi.enroll(UUID.randomUUID(), UUID.randomUUID())));
    String stream = "/v1/enrollment-requests/" + accepted.get("requestId").asString() + "/events";
    try (var server = new PageServer(api.to("/").build().uri());
        var _ = new Chromium(directory, server.page(stream))) {
      assertThat(server.passed()).isEqualTo(new Passed("", 200));
      JsonNode pending = server.seen();
      assertThat(pending.at("/data/status").asString()).isEqualTo("PENDING");

      api.results.tell(RequestEventsTest.refusal(accepted));
      JsonNode outcome = server.seen();
      assertThat(outcome.at("/what").asString()).isEqualTo("status");
      assertThat(outcome.at("/data/reason").asString()).isEqualTo("TOURNAMENT_NOT_FOUND");
      assertThat(server.seen().at("/what").asString()).isEqualTo("lost");
      assertThat(server.passed()).isEqualTo(new Passed(outcome.at("/id").asString(), 204));
      assertThat(server.seen().at("/what").asString()).isEqualTo("closed");
    }
  }

  @Test
  void aTournamentIsWatchedAcrossLostConnections(@TempDir Path directory) throws Exception {
    var tournament = new SampleTournament(api);
    try (var server = new PageServer(api.to("/").build().uri());
        var _ = new Chromium(directory, server.page(tournament.events()))) {
      assertThat(server.passed()).isEqualTo(new Passed("", 200));
      JsonNode first = server.seen();
      assertThat(first.at("/data/seatsLeft").asInt()).isEqualTo(1000);

      // Lost while nothing happens: nothing is told twice.
      server.cut();
      assertThat(server.seen().at("/what").asString()).isEqualTo("lost");
      assertThat(server.passed()).isEqualTo(new Passed(first.at("/id").asString(), 200));
      tournament.enroll(100);
      JsonNode second = server.seen();
      assertThat(second.at("/data/seatsLeft").asInt()).isEqualTo(999);

      // Lost while much happens: the newest state is told.
      server.cut();
      assertThat(server.seen().at("/what").asString()).isEqualTo("lost");
      for (int i = 101; i < 150; i++) {
        tournament.enroll(i);
      }
      assertThat(server.passed()).isEqualTo(new Passed(second.at("/id").asString(), 200));
      assertThat(server.seen().at("/data/seatsLeft").asInt()).isEqualTo(950);

      tournament.finish("COMPLETED");
      JsonNode last = server.seen();
      assertThat(last.at("/data/status").asString()).isEqualTo("COMPLETED");
      assertThat(server.seen().at("/what").asString()).isEqualTo("lost");
      assertThat(server.passed()).isEqualTo(new Passed(last.at("/id").asString(), 204));
      assertThat(server.seen().at("/what").asString()).isEqualTo("closed");
    }
  }
}
