package dev.muster.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.outcome.Outcomes;
import dev.muster.ingest.outcome.Status;
import dev.muster.schemas.result.Pending;
import dev.muster.telemetry.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nobody is left waiting by a defect that shows only when the wait is over.
class LongPollDefectTest {
  @TempDir Path directory;

  @Test
  void anAnswerThatCannotBeMadeIsAProblem() throws Exception {
    var longPoll = new LongPoll(new Outcomes(10));
    var pending = new Pending(UUID.randomUUID(), null, null, null, null, null);
    Endpoint broken =
        _ ->
            longPoll.reply(
                new Status.Undecided(pending, 1, System.nanoTime()),
                Optional.of(new Preference(1)),
                _ -> {
                  throw new IllegalArgumentException("planted");
                });
    Tomcat tomcat =
        serve(
            new ApiServlet(
                new Router().add("GET", "/broken", broken),
                new Exchange.Measures(new SimpleMeterRegistry(), Tracing.OFF)));
    try (HttpClient client = HttpClient.newHttpClient()) {
      var response =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/broken"))
                  .timeout(Duration.ofSeconds(20))
                  .build(),
              BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).contains("/problems/internal-error").doesNotContain("planted");
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private Tomcat serve(ApiServlet servlet) throws Exception {
    var tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", new File(".").getAbsolutePath());
    Tomcat.addServlet(context, "api", servlet).setAsyncSupported(true);
    context.addServletMapping("/*", "api");
    tomcat.getConnector();
    tomcat.start();
    return tomcat;
  }
}
