package dev.muster.ingest;

import static dev.muster.ingest.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.TournamentStatus;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
@Timeout(90)
class ManyStreamsTest {
  private static final int STREAMS = 300;

  private static String tournament(RunningApi api) {
    UUID id = UUID.randomUUID();
    api.database.update(
        """
        INSERT INTO tournament (id, name, capacity, fee_credits, status, created_at, updated_at)
        VALUES (?, 'T', 1000, 0, ?, now(), now())
        """,
        id,
        TournamentStatus.OPEN.name());
    return "/v1/tournaments/" + id + "/events";
  }

  @ParameterizedTest
  @ValueSource(strings = {"--muster.streams.open-max=2", "--muster.streams.per-client-max=2"})
  void tooManyAreRefusedUntilOneIsOver(String bound) throws Exception {
    try (var api = new RunningApi(bound, "--muster.streams.heartbeat=100ms")) {
      String path = tournament(api);
      try (var first = new EventReader(api.to(path))) {
        first.event();
        var second = new EventReader(api.to(path));
        second.event();
        HttpResponse<String> refused = api.get(path);
        assertProblem(refused, 429, "/problems/too-many-streams");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(api.metric("muster_streams_open")).isEqualTo(2);

        second.close();
        // A heartbeat or two find out that nobody is there.
        while (api.metric("muster_streams_open") > 1) {
          assertThat(first.block()).isNotNull();
        }
        try (var third = new EventReader(api.to(path))) {
          assertThat(third.event()).isNotNull();
          assertThat(api.get(path).statusCode()).isEqualTo(429);
        }
      }
    }
  }

  @Test
  void aShutdownEndsAllOfThemAtOnce() throws Exception {
    List<EventReader> readers = new ArrayList<>();
    try (var api = new RunningApi("--muster.streams.per-client-max=" + STREAMS)) {
      String path = tournament(api);
      for (int i = 0; i < STREAMS; i++) {
        readers.add(new EventReader(api.to(path)));
      }
      for (EventReader reader : readers) {
        assertThat(reader.event().json().get("seatsLeft").asInt()).isEqualTo(1000);
      }
      assertThat(api.metric("muster_streams_open")).isEqualTo(STREAMS);

      long start = System.nanoTime();
      api.stop();
      // A graceful shutdown that is held takes ten seconds.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      for (EventReader reader : readers) {
        assertThat(reader.block()).matches("retry: \\d{4}");
        assertThat(reader.block()).isNull();
      }
    } finally {
      readers.forEach(EventReader::close);
    }
  }
}
