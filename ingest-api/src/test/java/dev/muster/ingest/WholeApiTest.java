package dev.muster.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.ingest.IngestApi.OnKafka;
import dev.muster.ingest.IngestApi.Serving;
import dev.muster.ingest.log.TestBroker;
import dev.muster.ingest.log.UnusableTopicException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/// The application as it is started in production, on a real broker.
@NullMarked
class WholeApiTest {
  private static ConfigurableApplicationContext start(TestBroker broker, int partitions) {
    return IngestApi.application(Serving.class, OnKafka.class)
        .run(
            "--server.port=0",
            "--logging.level.root=warn",
            "--muster.kafka.bootstrap-servers=" + broker.bootstrapServers(),
            "--muster.database.url=jdbc:postgresql://127.0.0.1:1/none",
            "--muster.request-id-secret=a secret of the tests",
            "--muster.topics.partitions=" + partitions,
            "--muster.topics.replication-factor=1");
  }

  @Test
  void acceptedMeansOnTheLog(@TempDir Path directory) throws Exception {
    try (var broker = new TestBroker(directory);
        var client = HttpClient.newHttpClient()) {
      broker.start();
      try (var context = start(broker, 2)) {
        int port = RunningApi.port(context);
        assertThat(get(client, port, "/readyz").statusCode()).isEqualTo(200);
        var accepted = post(client, port);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        assertThat(RunningApi.json(accepted).get("queue").get("offset").asInt()).isZero();

        broker.kill();
        long start = System.nanoTime();
        var refused = post(client, port);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        Problems.assertProblem(refused, 503, "/problems/log-unavailable");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      }
      broker.start();
      assertThatThrownBy(() -> start(broker, 3)).isInstanceOf(UnusableTopicException.class);
    }
  }

  private static HttpResponse<String> get(HttpClient client, int port, String path)
      throws Exception {
    return client.send(to(port, path).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(HttpClient client, int port) throws Exception {
    String body = RunningApi.enroll(UUID.randomUUID(), UUID.randomUUID());
    return client.send(
        to(port, "/v1/enrollment-requests")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder to(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }
}
